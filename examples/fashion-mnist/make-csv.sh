#!/usr/bin/env bash
# Makes fashion-train.csv (60,000 images) and fashion-test.csv (10,000) in the folder $1, from the
# files of the Debian package dataset-fashion-mnist (MIT licence, Zalando SE) or of the folder $2.
#   examples/fashion-mnist/make-csv.sh /tmp
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
into=${1:?folder for the CSV files}
from=${2:-/usr/share/datasets/fashion-mnist}
. "$here/../../.mvn/find-jdk25.sh"
if [ ! -r "$from/train-images-idx3-ubyte.gz" ]; then
  echo "$from has no train-images-idx3-ubyte.gz: install it by 'apt-get install dataset-fashion-mnist', or name the folder" >&2
  exit 1
fi
for part in train:train t10k:test; do
  csv=$into/fashion-${part#*:}.csv
  "$JAVA_HOME/bin/java" "$here/FashionMnistCsv.java" \
    "$from/${part%:*}-images-idx3-ubyte.gz" "$from/${part%:*}-labels-idx1-ubyte.gz" >"$csv.part"
  mv "$csv.part" "$csv"
  echo "$csv"
done
