#!/usr/bin/python3
"""Seconds of scikit-learn's lbfgs until the objective is below a target.

    sklearn_lbfgs_time.py FOLDER L2 TARGET LIMIT

Called by bench/run solvers. The solver is scikit-learn's own; only the function that it minimises is
wrapped, to see its value: n times (1/n) sum L_i + (l2/2) ||W||^2.
"""
import json
import pathlib
import sys
import time
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression, _logistic

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from sklearn_optimum import load  # noqa: E402


class Enough(Exception):
    pass


def main():
    folder, l2, target, limit = sys.argv[1], *map(float, sys.argv[2:5])
    x, labels = load("fashion-mnist", folder)
    x = x.astype(np.float64)
    rows = x.shape[0]
    warnings.simplefilter("ignore")
    state = {"seconds": 0.0, "objective": float("inf"), "logLoss": float("nan"), "reached": False}
    minimize = _logistic.optimize.minimize

    def watched(function, w0, **options):
        def value(*args):
            result = function(*args)
            state["seconds"] = time.time() - start
            state["objective"] = min(state["objective"], float(result[0]) / rows)
            state["reached"] = state["objective"] <= target
            if state["reached"] or state["seconds"] > limit:
                raise Enough
            return result

        return minimize(value, w0, **options)

    _logistic.optimize.minimize = watched
    start = time.time()
    try:
        LogisticRegression(
            C=1 / (rows * l2), solver="lbfgs", tol=1e-10, max_iter=100000
        ).fit(x, labels)
    except Enough:
        pass
    print(json.dumps(state))


if __name__ == "__main__":
    main()
