#!/usr/bin/python3
"""Test accuracy on tables of mixed columns: scikit-learn with the usual encoders, and Softjac beside it.

    sklearn_tables.py TABLE.csv LABEL [--split FOLDER] [--softjac COMMAND]

Rows are split 4 : 1, alike for every class, by a fixed seed. The pipeline: numbers imputed by their
mean and standardised, words imputed and one-hot, LogisticRegression(max_iter=1000). With --softjac the
command is trained on the same rows with no option but --label, and measured on the same test rows.
Prints one JSON object.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile

import pandas
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

arguments = argparse.ArgumentParser(description=__doc__)
arguments.add_argument("table")
arguments.add_argument("label")
arguments.add_argument("--split", help="folder to leave train.csv and test.csv in")
arguments.add_argument("--softjac", help="the command, such as ./softjac")
options = arguments.parse_args()

table = pandas.read_csv(options.table)
train, test = train_test_split(table, test_size=0.2, random_state=1, stratify=table[options.label])
encoders = make_column_transformer(
    (make_pipeline(SimpleImputer(), StandardScaler()), make_column_selector(dtype_include="number")),
    (
        make_pipeline(
            SimpleImputer(strategy="constant", fill_value="missing"),
            OneHotEncoder(handle_unknown="ignore"),
        ),
        make_column_selector(dtype_include=object),
    ),
)
pipeline = make_pipeline(encoders, LogisticRegression(max_iter=1000))
x = [name for name in table.columns if name != options.label]
pipeline.fit(train[x], train[options.label])
result = {
    "table": options.table,
    "label": options.label,
    "rows": len(train),
    "testRows": len(test),
    "scikit-learn": pipeline.score(test[x], test[options.label]),
}
if options.softjac:
    folder = pathlib.Path(options.split or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    train.to_csv(folder / "train.csv", index=False)
    test.to_csv(folder / "test.csv", index=False)
    model = folder / "model.softjac"

    def run(*words):
        return json.loads(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)

    softjac = options.softjac.split()
    trained = run(
        *softjac, "train", folder / "train.csv", "--label", options.label, "--out", model, "--json"
    )
    measured = run(*softjac, "evaluate", model, folder / "test.csv", "--json")
    result["softjac"] = measured["accuracy"]
    result["softjacSeconds"] = trained["seconds"]
print(json.dumps(result))
