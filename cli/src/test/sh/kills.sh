#!/usr/bin/env bash
# Kills the real command by SIGKILL while it trains a network, resumes it, kills it again, until it
# ends: the model must then have the bytes of the training that nobody killed, and at no moment may
# anything but a whole model have stood under the model's name.
#
#   cli/src/test/sh/kills.sh [KILLS] [SEED]     default: 200 kills, about six minutes on two cores
#
# A state is written after each batch, so most kills meet a write. The moments, in turn: any; while a
# state is half-written; while the model is. Environment: SOFTJAC, the command to kill.
set -eu

kills=${1:-200}
seed=${2:-$$}
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd)
softjac=${SOFTJAC:-$checkout/softjac}
work=$(mktemp -d "${TMPDIR:-/tmp}/softjac-kills.XXXXXX")
pid=
cleanup() {
  if [ -n "$pid" ]; then kill -KILL "$pid" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap cleanup EXIT
RANDOM=$seed
cd "$work"
mkdir reference out

fail() {
  echo "kills: seed $seed, kill $done_kills, round $rounds: $1" >&2
  sed 's/^/    /' err >&2
  exit 1
}

train() { # FOLDER FURTHER-OPTIONS…
  local folder=$1
  shift
  exec "$softjac" train data.csv --label label --hidden 16,8 --dropout 0.1 --ema 0.99 --batch-size 16 \
    --epochs 12 --out "$folder/m.softjac" "$@" >out.json 2>err </dev/null
}

sha256() { # GNU's, or macOS's
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

millis() { # bash 5, or the one of macOS, which knows seconds only
  if [ -n "${EPOCHREALTIME:-}" ]; then
    local now=${EPOCHREALTIME/[.,]/}
    echo "${now%???}"
  else
    echo "$(date +%s)000"
  fi
}

half_written() { # FOLDER: whether there is a file that has not got its name yet
  local files=("$1"/.softjac-*.tmp)
  [ -e "${files[0]}" ]
}

alive() { kill -0 "$pid" 2>/dev/null; }

# Waits for the moment; fails if the command ends before it.
moment() {
  local pause=$((RANDOM % whole))
  case $1 in
    any | states) sleep "$((pause / 1000)).$(printf %03d $((pause % 1000)))" ;;
  esac
  case $1 in
    states | out)
      while ! half_written "$1"; do
        alive || return 1
      done
      ;;
  esac
  alive
}

# What stands under the model's name is the model of before or the one of the whole training.
look_at_model() {
  local now=none
  if [ -e out/m.softjac ]; then now=$(sha256 out/m.softjac); fi
  case $now in
    "$before" | "$expected") ;;
    *) fail "the model's name holds something else: SHA-256 $now, expected $expected, before $before" ;;
  esac
}

awk 'BEGIN {
  print "a,b,c,d,label"
  for (i = 0; i < 600; i++)
    print (i * 7919) % 1000 "," (i * 104729) % 1000 "," (i * 1299709) % 1000 "," (i * 15485863) % 1000 ",c" (i % 5)
}' >data.csv

done_kills=0
rounds=0
caught_states=0
caught_model=0
"$softjac" derive --z 1,2 --t 0,1 >out.json 2>err || fail "the command does not start" # after a build
start=$(millis)
(train reference --checkpoint reference/states --checkpoint-interval 0) || fail "the training that nobody kills fails"
whole=$(($(millis) - start))
expected=$(sha256 reference/m.softjac)
(train reference --seed 2) || fail "the other training fails"
other=$(sha256 reference/m.softjac)

moments=(any states out)
while [ "$done_kills" -lt "$kills" ]; do
  # a round: from nothing to the end; every other one with an older model under the name
  rounds=$((rounds + 1))
  rm -rf out states
  mkdir out
  before=none
  if [ $((rounds % 2)) -eq 0 ]; then
    cp reference/m.softjac out/m.softjac
    before=$other
  fi
  while :; do
    (train out --checkpoint states --checkpoint-interval 0 --resume) &
    pid=$!
    if [ "$done_kills" -lt "$kills" ] && moment "${moments[$((done_kills % 3))]}"; then
      kill -KILL "$pid" 2>/dev/null || true
    fi
    code=0
    wait "$pid" 2>/dev/null || code=$?
    pid=
    look_at_model
    case $code in
      0) break ;; # it came to its end
      137)
        done_kills=$((done_kills + 1))
        if half_written states; then caught_states=$((caught_states + 1)); fi
        if half_written out; then caught_model=$((caught_model + 1)); fi
        rm -f out/.softjac-*.tmp
        ;;
      *) fail "the resumed training exits with $code" ;;
    esac
  done
  [ "$(sha256 out/m.softjac)" = "$expected" ] || fail "the resumed training ends in another model"
  if half_written states; then fail "a half-written state is left after the end"; fi
  [ "$(find states -type f | wc -l)" -le 2 ] || fail "more than two states are kept"
done

echo "kills: $done_kills by SIGKILL in $rounds trainings (seed $seed): every model has the SHA-256 of the training that nobody killed; $caught_states kills left a half-written state, $caught_model a half-written model, none of them under a name"
