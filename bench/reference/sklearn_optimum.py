#!/usr/bin/python3
"""Least value of (1/n) sum L_i + (l2/2) ||W||^2 by scikit-learn, in float64.

    sklearn_optimum.py digits                 [--l2 1e-4] [--tol 1e-10] [--solver newton-cg|lbfgs]
    sklearn_optimum.py fashion-mnist FOLDER   the IDX files, as Debian's dataset-fashion-mnist has them
    sklearn_optimum.py banking77 FILE.csv     TF-IDF of the words of column text, labels in category
    sklearn_optimum.py svm FILE               a LIBSVM file, features numbered from 1

--dump FILE writes the same rows for bench/run optimum FILE.

Features are rounded to float32 first, since that is what Softjac is given, and are float64 from there
on. The intercept is free of the penalty: C = 1 / (n l2). Prints one JSON object.
"""
import argparse
import gzip
import json
import pathlib
import time
import warnings

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression


def idx(path):
    data = gzip.decompress(path.read_bytes())
    if data[3] == 3:
        return np.frombuffer(data, np.uint8, offset=16).reshape(-1, 784)
    return np.frombuffer(data, np.uint8, offset=8).astype(int)


def load(name, path):
    if name == "digits":
        from sklearn.datasets import load_digits

        x, labels = load_digits(return_X_y=True)
        return (x / 16).astype(np.float32), labels
    if name == "fashion-mnist":
        folder = pathlib.Path(path)
        x = idx(folder / "train-images-idx3-ubyte.gz")
        return x.astype(np.float32) / np.float32(255), idx(folder / "train-labels-idx1-ubyte.gz")
    if name == "banking77":
        import pandas
        from sklearn.feature_extraction.text import TfidfVectorizer

        rows = pandas.read_csv(path)
        x = TfidfVectorizer().fit_transform(rows["text"]).astype(np.float32)
        x.sort_indices()
        return x, np.unique(rows["category"], return_inverse=True)[1]
    from sklearn.datasets import load_svmlight_file

    x, labels = load_svmlight_file(path, dtype=np.float32, zero_based=False)
    return x, labels.astype(int)


def objective(x, labels, w, b, l2):
    total = 0.0
    for start in range(0, x.shape[0], 4096):
        z = np.asarray(x[start : start + 4096] @ w.T) + b
        top = z.max(axis=1)
        log_sum = top + np.log(np.exp(z - top[:, None]).sum(axis=1))
        total += (log_sum - z[np.arange(len(z)), labels[start : start + 4096]]).sum()
    return total / x.shape[0] + 0.5 * l2 * (w * w).sum()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", choices=["digits", "fashion-mnist", "banking77", "svm"])
    parser.add_argument("path", nargs="?")
    parser.add_argument("--l2", type=float, default=1e-4)
    parser.add_argument("--tol", type=float, default=1e-10)
    parser.add_argument("--max-iter", type=int, default=10000)
    parser.add_argument("--solver", default="newton-cg")
    parser.add_argument("--dump")
    options = parser.parse_args()
    x, labels = load(options.data, options.path)
    x = x.astype(np.float64)
    if options.dump:
        from sklearn.datasets import dump_svmlight_file

        dump_svmlight_file(x, labels, options.dump, zero_based=False)
    warnings.simplefilter("ignore")
    model = LogisticRegression(
        C=1 / (x.shape[0] * options.l2),
        solver=options.solver,
        tol=options.tol,
        max_iter=options.max_iter,
    )
    start = time.time()
    model.fit(x, labels)
    seconds = time.time() - start
    w, b = model.coef_, model.intercept_
    if w.shape[0] == 1:
        raise SystemExit("two classes: scikit-learn fits one row of weights, another objective")
    classes = np.searchsorted(model.classes_, labels)
    print(
        json.dumps(
            {
                "data": options.data,
                "rows": x.shape[0],
                "columns": x.shape[1],
                "l2": options.l2,
                "solver": options.solver,
                "tol": options.tol,
                "iterations": int(model.n_iter_.max()),
                "seconds": round(seconds, 3),
                "objective": float(objective(x, classes, w, b, options.l2)),
                "sklearn": sklearn.__version__,
            }
        )
    )


if __name__ == "__main__":
    main()
