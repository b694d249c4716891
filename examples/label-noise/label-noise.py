#!/usr/bin/env python3
"""Every cost on real data with wrong labels: a Markdown table on standard output.

Handwritten digits (1,797 images of 8 x 8, scikit-learn's copy of the UCI set): a third of them to
test on, with the labels as they are; the others to train on, once with their own labels and once
with a fifth of them replaced by another class. One small network, the same settings for all costs,
measured by `softjac evaluate` on the clean test rows. Needs Python 3 with scikit-learn.

    examples/label-noise/label-noise.py [--seeds 3] [--noise 0.2] [--costs NAME,...]
"""
import argparse
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

from sklearn.datasets import load_digits

SOFTJAC = pathlib.Path(__file__).resolve().parents[2] / "softjac"
SETTINGS = ("--hidden 64 --solver adam --epochs 60 --batch-size 32 --learning-rate 1e-3"
            " --l2 1e-4 --validation 0").split()
COSTS = ("cross-entropy,poly-1,focal,squared-error,spherical,ranked-probability,kl,"
         "jensen-shannon,generalised-cross-entropy,total-variation,cost-sensitive,reversed-kl,"
         "sparsemax")
MEASURES = ("accuracy", "logLoss", "brier", "ece")


def softjac(*arguments):
    run = subprocess.run([SOFTJAC, *map(str, arguments), "--json"], capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit("softjac %s: %s" % (" ".join(map(str, arguments)), run.stderr))
    return json.loads(run.stdout)


def write(path, images, labels):
    with open(path, "w", encoding="utf-8") as file:
        file.write(",".join("p%d" % i for i in range(len(images[0]))) + ",digit\n")
        for image, label in zip(images, labels):
            file.write(",".join("%d" % pixel for pixel in image) + ",d%d\n" % label)


def flipped(labels, share, rng):
    """The same labels, a share of them another class."""
    wrong = set(rng.sample(range(len(labels)), round(share * len(labels))))
    return [(label + rng.randrange(1, 10)) % 10 if i in wrong else label
            for i, label in enumerate(labels)]


def measure(folder, cost, seed):
    model = folder / "model.softjac"
    softjac("train", folder / "train.csv", "--label", "digit", "--cost", cost, "--seed", seed,
            "--out", model, *SETTINGS)
    found = softjac("evaluate", model, folder / "test.csv")
    return [found[name] for name in MEASURES]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--noise", type=float, default=0.2)
    parser.add_argument("--costs", default=COSTS)
    options = parser.parse_args()
    costs = options.costs.split(",")
    digits = load_digits()
    results = {}
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for seed in range(1, options.seeds + 1):
            rng = random.Random(seed)
            order = list(range(len(digits.target)))
            rng.shuffle(order)
            test, train = order[:len(order) // 3], order[len(order) // 3:]
            write(folder / "test.csv", digits.data[test], digits.target[test])
            for share in (0, options.noise):
                labels = flipped([int(label) for label in digits.target[train]], share, rng)
                write(folder / "train.csv", digits.data[train], labels)
                for cost in costs:
                    results.setdefault((cost, share), []).append(measure(folder, cost, seed))
                    print("seed %d, noise %g, %s" % (seed, share, cost), file=sys.stderr)
    print("Means of %d seeds; in brackets the standard deviation of the accuracy over them."
          % options.seeds)
    print()
    heads = ["%s, %s" % (measure, kind) for kind in ("clean", "%g %% wrong" % (100 * options.noise))
             for measure in ("accuracy", "log-loss", "Brier", "ECE")]
    print("| cost | " + " | ".join(heads) + " |")
    print("| --- |" + " ---: |" * len(heads))
    for cost in costs:
        cells = []
        for share in (0, options.noise):
            columns = list(zip(*results[cost, share]))
            spread = statistics.stdev(columns[0]) if options.seeds > 1 else 0
            cells.append("%.3f (%.3f)" % (statistics.mean(columns[0]), spread))
            cells += ["%.3f" % statistics.mean(column) for column in columns[1:]]
        print("| %s | %s |" % (cost, " | ".join(cells)))


if __name__ == "__main__":
    main()
