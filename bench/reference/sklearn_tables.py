#!/usr/bin/python3
"""Test accuracy on tables of mixed columns: scikit-learn with the usual encoders, and Softjac beside it.

    sklearn_tables.py TABLE.csv LABEL [--splits N] [--softjac COMMAND]

Rows are split 4 : 1, alike for every class, N times, by the seeds 1 to N. The pipeline: numbers
imputed by their mean and standardised, words imputed and one-hot, LogisticRegression(max_iter=1000).
With --softjac the command is trained on the same rows with no option but --label, and once more with
--validation 0: like scikit-learn it then learns from all of them, where by default a fifth is held
out. Both are measured on the same test rows.

Prints one JSON object. "accuracy" has the mean over the splits, "difference" that of Softjac less
scikit-learn, split by split, with the standard error of the mean. Splits share rows, so that the
standard error is a guide and no test.
"""
import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

import pandas
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

PEER = "scikit-learn"


def pipeline():
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    words = make_pipeline(
        SimpleImputer(strategy="constant", fill_value="missing"),
        OneHotEncoder(handle_unknown="ignore"),
    )
    encoders = make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (words, make_column_selector(dtype_include=object)),
    )
    return make_pipeline(encoders, LogisticRegression(max_iter=1000))


def scikit_learn(train, test, label):
    x = [name for name in train.columns if name != label]
    fitted = pipeline().fit(train[x], train[label])
    return fitted.score(test[x], test[label])


def softjac(command, train, test, label, *further):
    def run(*words):
        return json.loads(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        train.to_csv(folder / "train.csv", index=False)
        test.to_csv(folder / "test.csv", index=False)
        model = folder / "model.softjac"
        run(*command, "train", folder / "train.csv", "--label", label, "--out", model, "--json", *further)
        return run(*command, "evaluate", model, folder / "test.csv", "--json")["accuracy"]


def difference(ours, theirs):
    each = [a - b for a, b in zip(ours, theirs)]
    spread = statistics.stdev(each) if len(each) > 1 else float("nan")
    return {"mean": statistics.mean(each), "standardError": spread / len(each) ** 0.5}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("table")
    arguments.add_argument("label")
    arguments.add_argument("--splits", type=int, default=10, help="how many (default: 10)")
    arguments.add_argument("--softjac", help="the command, such as ./softjac")
    options = arguments.parse_args()

    table = pandas.read_csv(options.table)
    accuracy = {PEER: []}
    for seed in range(1, options.splits + 1):
        train, test = train_test_split(
            table, test_size=0.2, random_state=seed, stratify=table[options.label]
        )
        accuracy[PEER].append(scikit_learn(train, test, options.label))
        if options.softjac:
            for further in [], ["--validation", "0"]:
                found = softjac(options.softjac.split(), train, test, options.label, *further)
                accuracy.setdefault(" ".join(["softjac", *further]), []).append(found)
    result = {
        "table": options.table,
        "label": options.label,
        "rows": len(train),
        "testRows": len(test),
        "splits": options.splits,
        "accuracy": {name: statistics.mean(each) for name, each in accuracy.items()},
        "difference": {
            name: difference(each, accuracy[PEER]) for name, each in accuracy.items() if name != PEER
        },
        "each": accuracy,
    }
    print(json.dumps(result))


main()
