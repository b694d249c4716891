#!/usr/bin/env bash
# The real command, as a user has it: a fresh checkout in a folder with a space in its name, built by
# its first use, called from elsewhere and through a link. Run by ./check.
set -eu

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/softjac end to end.XXXXXX")
trap 'rm -rf "$work"' EXIT
failures=0
count=0

# fact NAME COMMAND…: the command holds
fact() {
  local name=$1
  shift
  count=$((count + 1))
  if "$@"; then
    echo "ok    $name"
  else
    failures=$((failures + 1))
    echo "FAIL  $name"
    sed 's/^/        out: /' "$work/out" | tail -n 20
    sed 's/^/        err: /' "$work/err" | tail -n 20
  fi
}

# softjac ARGS…: runs it; leaves $code, out and err
softjac() {
  code=0
  "$work/bin/sj" "$@" >"$work/out" 2>"$work/err" </dev/null || code=$?
}

exits() { [ "$code" -eq "$1" ]; }
err_is() { [ "$(cat "$work/err")" = "$1" ]; }
err_starts() { case $(head -n 1 "$work/err") in "$1"*) ;; *) return 1 ;; esac }
err_lines() { [ "$(wc -l <"$work/err")" -eq "$1" ]; }
err_has() { grep -qF -- "$1" "$work/err"; }
out_has() { grep -qF -- "$1" "$work/out"; }
out_empty() { [ ! -s "$work/out" ]; }
err_empty() { [ ! -s "$work/err" ]; }
sha_of_json() { sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p' "$work/out"; }

sha256() { # GNU's, or macOS's
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

mkdir -p "$work/check out" "$work/bin" "$work/else where"
tar -C "$checkout" --exclude=./.git --exclude=target --exclude='./*.softjac' -cf - . | tar -C "$work/check out" -xf -
ln -s "../check out/softjac" "$work/bin/softjac-link"
ln -s softjac-link "$work/bin/sj" # a link to a link
cd "$work/else where"

# ---- the launcher

softjac derive --z -1,2,3 --t 0,0,1 --json
fact "first use builds and runs" exits 0
fact "first use says so in one line" err_is "building Softjac (first use)…"
fact "derive prints its JSON" out_has '"dz":['

SOFTJAC_JAVA_OPTS=-Dsoftjac.kernel=vector softjac derive --z 1,2,3 --t 0,0,1
fact "the command has the Vector API" exits 0
fact "and the JVM does not warn about it" err_empty

softjac derive --z 1,2,3 --t 0,0,1
fact "second use does not build" err_empty
fact "names are UTF-8" out_has "∂L/∂z"

LC_ALL=C softjac derive --z 1,2,3 --t 0,0,1
fact "names are UTF-8 in the C locale, too" out_has "∂L/∂z"

softjac derive --z 1
fact "wrong usage exits with 2" exits 2
fact "wrong usage is one line and a hint" err_lines 2

SOFTJAC_JAVA_OPTS='-XX:+UseParallelGC -Dx=y' softjac derive --z 1,2 --t 0,1
fact "SOFTJAC_JAVA_OPTS may choose the collector" exits 0

sleep 1
touch "$work/check out/core/src/main/java/io/github/softjac/softmax/Softmax.java"
softjac derive --z 1,2 --t 0,1
fact "a newer source is built" err_is "building Softjac (sources have changed)…"

# ---- from a table to a model

penguins="$work/check out/examples/penguins.csv"
softjac train "$penguins" --label species
fact "train exits with 0" exits 0
fact "train leaves a model named after its data" test -s penguins.softjac
cp penguins.softjac first.softjac

softjac train "$penguins" --label species --json --threads 1
fact "train prints JSON alone" out_has '"validation":{'
sha=$(sha_of_json)
fact "the SHA-256 is that of the file" test "$sha" = "$(sha256 penguins.softjac)"
fact "two trainings give the same bytes" cmp -s penguins.softjac first.softjac
softjac train "$penguins" --label species --threads 2 --json
fact "two threads give the same bytes" cmp -s penguins.softjac first.softjac

softjac predict penguins.softjac "$penguins"
fact "predict writes CSV" out_has "row,predicted,p_Adelie,p_Chinstrap,p_Gentoo"
fact "predict writes a line a row" test "$(wc -l <"$work/out")" -eq 345
softjac predict penguins.softjac "$penguins" --out predictions.csv
fact "predict --out writes the file" test -s predictions.csv
softjac evaluate penguins.softjac "$penguins"
fact "evaluate prints the accuracy" out_has "accuracy"
softjac inspect penguins.softjac
fact "inspect prints the classes" out_has "Gentoo"

# ---- formats

formats="$work/check out/data/src/test/resources/io/github/softjac/source"
softjac inspect "$formats/plain.parquet"
fact "inspect reads Parquet" out_has "rows     3"
fact "and the JVM does not warn about it" err_empty
softjac inspect "$formats/zstd.parquet"
fact "inspect reads Parquet packed by Zstandard" out_has "rows     3"
fact "and the JVM does not warn about that" err_empty

# ---- bad input

head -c 500 penguins.softjac >cut.softjac
softjac evaluate cut.softjac "$penguins"
fact "a truncated model exits with 3" exits 3
fact "a truncated model is one line" err_lines 1

printf 'a,größe\n1,x\n2,y\n1,x\n2,y\n' >größe.csv
LC_ALL=C softjac train größe.csv --label größe --validation 0
fact "names that are not ASCII work in the C locale" exits 0

softjac train "$penguins" --label specie
fact "a mistyped label exits with 3" exits 3
fact "a mistyped label is suggested" err_has species

# ---- interrupted

awk -v OFS=, 'BEGIN { print "a,b,c,d,label"; for (i = 0; i < 200000; i++) print (i * 7919) % 1000, (i * 104729) % 1000, (i * 1299709) % 1000, (i * 15485863) % 1000, "c" (i % 7) }' >large.csv
cp first.softjac large.softjac
set -m # else a background job is deaf to SIGINT
"$work/bin/sj" train large.csv --label label --validation 0 --hidden 64,64 --epochs 1000 \
  >"$work/out" 2>"$work/err" </dev/null &
pid=$!
set +m
sleep 4
kill -INT "$pid" || true
code=0
wait "$pid" || code=$?
fact "an interrupted training exits with 130" exits 130
fact "an interrupted training says so" out_has "interrupted in epoch"
softjac inspect large.softjac
fact "an interrupted training saves what there is" out_has "interrupted in epoch"
fact "an interrupted training leaves nothing half-written" test -z "$(find . -name '*.tmp*' -o -name '*.large*')"

# ---- killed outright

kills() { SOFTJAC=$work/bin/sj "$work/check out/cli/src/test/sh/kills.sh" 5 >"$work/out" 2>"$work/err"; }
fact "five kills by SIGKILL change no byte of the model" kills

# ---- the build

sleep 1
echo 'broken' >>"$work/check out/core/src/main/java/io/github/softjac/softmax/Softmax.java"
softjac derive --z 1,2 --t 0,1
fact "a broken source exits with 1" exits 1
fact "a broken source shows what the compiler says" err_has "Softmax.java"

echo
if [ "$failures" -gt 0 ]; then
  echo "end to end: $failures of $count facts FAILED"
  exit 1
fi
echo "end to end: $count facts hold"
