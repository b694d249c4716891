#!/usr/bin/env bash
# Trains on a table that is larger than the heap, and says how much memory it took:
#   examples/larger-than-memory.sh [SIZE_MB] [HEAP]      default: 10240 MB, 1g
# Writes a CSV of that size (100 numbers a row, 3 classes) to the folder for temporary files, trains on
# it with so much heap, prints the command's JSON and the peak resident memory, and deletes the CSV.
# With COMPARE=1 it trains again with as much heap as there is and compares the two models.
set -eu
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
megabytes=${1:-10240}
heap=${2:-1g}
work=$(mktemp -d "${TMPDIR:-/tmp}/softjac-larger.XXXXXX")
trap 'rm -rf "$work"' EXIT
free=$(df -Pm "$work" | awk 'NR == 2 { print $4 }')
if [ "$free" -lt $((3 * megabytes)) ]; then
  echo "$free MB are free in $work; needed are $((3 * megabytes)): the table, its cells, its features" >&2
  exit 1
fi

. "$home/.mvn/find-jdk25.sh" || exit 1
"$JAVA_HOME/bin/java" "$home/examples/larger-than-memory/LargeTable.java" $((megabytes * 1048576)) "$work/table.csv"
ls -l "$work/table.csv" | awk '{ print $5, "bytes" }' >&2

measure() { # HEAP MODEL
  SOFTJAC_JAVA_OPTS="-Xmx$1 -Djava.io.tmpdir=$work" "$home/softjac" train "$work/table.csv" --label label \
    --validation 0 --solver lbfgs --epochs 3 --out "$2" --json &
  pid=$!
  peak=0 own=0
  while kill -0 $pid 2>/dev/null; do # all processes of the launcher's group that are Java
    now=$(awk '/^VmHWM/ { print $2 }' /proc/$pid/status 2>/dev/null || echo 0)
    [ "${now:-0}" -gt $peak ] && peak=$now
    anonymous=$(awk '/^RssAnon/ { print $2 }' /proc/$pid/status 2>/dev/null || echo 0)
    [ "${anonymous:-0}" -gt "${own:-0}" ] && own=$anonymous
    sleep 0.5
  done
  wait $pid
  echo "heap $1: peak resident $((peak / 1024)) MB, of which the process's own at most $((${own:-0} / 1024)) MB" >&2
}

measure "$heap" "$work/small.softjac"
if [ -n "${COMPARE:-}" ]; then
  measure "$(awk '/^MemAvailable/ { print int($2 / 1024 * 0.8) "m" }' /proc/meminfo)" "$work/large.softjac"
  cmp "$work/small.softjac" "$work/large.softjac" && echo "the same model bytes" >&2
fi
