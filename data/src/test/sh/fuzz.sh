#!/usr/bin/env bash
# Looks for bytes that break a reader, by Jazzer: coverage shows it which changes are new ground.
#
#   data/src/test/sh/fuzz.sh [SECONDS] [READER…]     default: 30 seconds for each reader
#
# Readers are the methods of ReadersFuzzTest; as many run at once as there are processors. A finding
# ends it with 1; put the named file into ReadersFuzzTestInputs/READER and it is tried by each ./check.
# Nothing is kept from one run to the next but what stands there. Run by ./check and ./check-long.
set -eu

seconds=${1:-30}
[ $# -eq 0 ] || shift
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../../.." && pwd)
. "$checkout/.mvn/find-jdk25.sh" || exit 1
if [ $# -eq 0 ]; then
  set -- csv compressed jsonLines libSvm npy idx parquet jdbc modelFile
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/softjac-fuzz.XXXXXX")
trap 'rm -rf "$work"' EXIT

cd "$checkout"
if ! ./mvnw -B -q -pl core,train,data -Djacoco.skip=true test-compile dependency:build-classpath \
  -Dmdep.includeScope=test "-Dmdep.outputFile=$work/classpath" >"$work/build" 2>&1 </dev/null; then
  cat "$work/build" >&2
  exit 1
fi
classpath=data/target/classes:data/target/test-classes:$(cat "$work/classpath")
test=io.github.softjac.source.ReadersFuzzTest
findings=$checkout/data/target/fuzz
mkdir -p "$findings"

fuzz() { # READER
  mkdir "$work/$1"
  # hooks look for attacks on web applications; here any exception that is not documented is a finding
  "$JAVA_HOME/bin/java" -Xmx1g --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
    "-Djava.io.tmpdir=$work/$1" -cp "$classpath" com.code_intelligence.jazzer.Jazzer \
    "--target_class=$test" "--target_method=$1" --hooks=false \
    '--instrumentation_includes=io.github.softjac.**:de.siegmar.**:dev.hardwood.**:com.google.gson.**' \
    "--reproducer_path=$work/$1" "-artifact_prefix=$findings/$1-" "-max_total_time=$seconds" -timeout=10 \
    -max_len=4096 -print_final_stats=1 \
    "$work/$1" "data/src/test/resources/io/github/softjac/source/ReadersFuzzTestInputs/$1" \
    >"$work/$1.log" 2>&1 </dev/null
}

processors=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
bad=0
while [ $# -gt 0 ]; do
  running=()
  while [ $# -gt 0 ] && [ ${#running[@]} -lt "$processors" ]; do
    fuzz "$1" &
    running+=("$1:$!")
    shift
  done
  for started in "${running[@]}"; do
    reader=${started%%:*}
    if wait "${started##*:}"; then
      echo "ok    $reader: $(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$reader.log") inputs in $seconds seconds"
    else
      bad=1
      echo "FAIL  $reader"
      tail -n 60 "$work/$reader.log"
    fi
  done
done
exit $bad
