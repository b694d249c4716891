#!/usr/bin/python3
"""Test accuracy on texts: scikit-learn's tf-idf with logistic regression, and Softjac beside it.

    sklearn_text.py TRAIN.csv TEST.csv LABEL [--softjac COMMAND]
    sklearn_text.py --debian FOLDER [--softjac COMMAND]

The tables have one column of text beside LABEL. With --debian the tables are made first, in FOLDER:
one-line descriptions of Debian packages and their section, from `apt-cache dumpavail` (its lists
differ from one release and mirror to the next; the counts are printed). Sections with fewer than 100
packages are left out, descriptions that come twice are taken once, and a fixed shuffle takes 6,000
rows, 4 : 1. The pipeline: word 1-2-grams and character 2-5-grams within words, sublinear tf-idf,
LogisticRegression; every other option at its default. With --softjac the command is trained with no
option but --label and --validation 0. Prints one JSON object; seconds are wall-clock.
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import tempfile
import time

import pandas
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

ROWS = 6_000
LEAST = 100  # packages of a section


def debian(folder):
    dump = subprocess.run(["apt-cache", "dumpavail"], stdout=subprocess.PIPE, check=True).stdout
    found = {}
    for package in dump.decode().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in package.split("\n") if ": " in line[:40])
        if "Section" in fields and "Description" in fields:
            found.setdefault(fields["Description"], fields["Section"].split("/")[-1])
    sizes = collections.Counter(found.values())
    rows = sorted(pair for pair in found.items() if sizes[pair[1]] >= LEAST)
    random.Random(1).shuffle(rows)
    rows = pandas.DataFrame(rows[:ROWS], columns=["description", "section"])
    folder.mkdir(parents=True, exist_ok=True)
    test = len(rows) // 5
    rows[test:].to_csv(folder / "train.csv", index=False)
    rows[:test].to_csv(folder / "test.csv", index=False)
    return folder / "train.csv", folder / "test.csv", "section"


def scikit_learn(train, test, label):
    text = next(name for name in train.columns if name != label)
    pipeline = make_pipeline(
        make_union(
            TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)),
            TfidfVectorizer(sublinear_tf=True, analyzer="char_wb", ngram_range=(2, 5)),
        ),
        LogisticRegression(max_iter=1000),
    )
    start = time.monotonic()
    pipeline.fit(train[text], train[label])
    seconds = time.monotonic() - start
    return {"accuracy": pipeline.score(test[text], test[label]), "seconds": seconds}


def softjac(command, train, test, label):
    with tempfile.TemporaryDirectory() as folder:
        model = pathlib.Path(folder, "model.softjac")

        def run(*words):
            return json.loads(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)

        trained = run(
            *command, "train", train, "--label", label, "--validation", "0", "--out", model, "--json"
        )
        measured = run(*command, "evaluate", model, test, "--json")
    return {
        "accuracy": measured["accuracy"],
        "seconds": trained["seconds"],
        "iterations": trained["iterations"],
        "features": trained["features"],
    }


arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("tables", nargs="*", metavar="TRAIN.csv TEST.csv LABEL")
arguments.add_argument("--debian", type=pathlib.Path, metavar="FOLDER")
arguments.add_argument("--softjac", help="the command, such as ./softjac")
options = arguments.parse_args()
if options.debian:
    train_file, test_file, label = debian(options.debian)
elif len(options.tables) == 3:
    train_file, test_file, label = options.tables
else:
    arguments.error("needed are TRAIN.csv TEST.csv LABEL, or --debian FOLDER")

train = pandas.read_csv(train_file, keep_default_na=False)
test = pandas.read_csv(test_file, keep_default_na=False)
result = {"rows": len(train), "testRows": len(test), "classes": train[label].nunique()}
if options.softjac:
    result["softjac"] = softjac(options.softjac.split(), train_file, test_file, label)
result["scikit-learn"] = scikit_learn(train, test, label)
print(json.dumps(result))
