"""Examples a second of training a 784-256-128-100-10 ReLU network: Softjac, PyTorch (libtorch called
from Python, eager), scikit-learn's MLPClassifier; each in a process of its own, in turn, all on the
same number of threads. AdamW or Adam, 12,800 rows shuffled each epoch, median over epochs.

Started by `bench/run networks [--quick] [--threads N]`, which gives the command of the Java side.
Needs Debian's python3-torch and python3-sklearn.
"""

import argparse
import statistics
import subprocess
import sys
import time

ROWS, COLUMNS, CLASSES = 12_800, 784, 10
HIDDEN = (256, 128, 100)


def torch_speed(batch, threads, epochs, first):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    x = torch.randn(ROWS, COLUMNS)
    y = torch.randint(CLASSES, (ROWS,))
    layers, width = [], COLUMNS
    for hidden in HIDDEN:
        layers += [torch.nn.Linear(width, hidden), torch.nn.ReLU()]
        width = hidden
    model = torch.nn.Sequential(*layers, torch.nn.Linear(width, CLASSES))
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3)
    cost = torch.nn.CrossEntropyLoss()
    seconds = []
    for _ in range(epochs):
        start = time.perf_counter()
        order = torch.randperm(ROWS)
        for at in range(0, ROWS, batch):
            rows = order[at : at + batch]
            optimizer.zero_grad(set_to_none=True)
            cost(model(x[rows]), y[rows]).backward()
            optimizer.step()
        seconds.append(time.perf_counter() - start)
    return ROWS / statistics.median(seconds[first:])


def sklearn_speed(batch, threads, epochs, first):
    import warnings

    import numpy
    from sklearn.neural_network import MLPClassifier
    from threadpoolctl import threadpool_limits

    warnings.filterwarnings("ignore")
    random = numpy.random.default_rng(1)
    x = random.standard_normal((ROWS, COLUMNS)).astype(numpy.float32)
    y = random.integers(CLASSES, size=ROWS)
    model = MLPClassifier(HIDDEN, batch_size=batch, alpha=0, random_state=1)
    seconds = []
    with threadpool_limits(threads):
        model.partial_fit(x[:batch], y[:batch], classes=numpy.arange(CLASSES))
        for _ in range(epochs):
            start = time.perf_counter()
            model.partial_fit(x, y)
            seconds.append(time.perf_counter() - start)
    return ROWS / statistics.median(seconds[first:])


def main(arguments):
    if arguments[0] in ("torch", "sklearn"):
        speed = torch_speed if arguments[0] == "torch" else sklearn_speed
        print(round(speed(*map(int, arguments[1:]))))
        return
    end = arguments.index("--")
    java = arguments[:end]
    options = argparse.ArgumentParser(prog="bench/run networks", description=__doc__)
    options.add_argument("--quick", action="store_true", help="one process each, few epochs")
    options.add_argument("--threads", type=int, default=2, help="of everybody (default: 2)")
    options = options.parse_args(arguments[end + 1 :])
    quick, threads = options.quick, str(options.threads)
    forks = 1 if quick else 3
    print("| batch | Softjac, examples/s | PyTorch | scikit-learn | ours / PyTorch | ours / scikit-learn |")
    print("| --- | --- | --- | --- | --- | --- |")
    for batch in (128, 1024):
        ours, torch, sklearn = [], [], []
        for _ in range(forks):
            for into, command, counts in (
                (ours, java, ("8", "4") if quick else ("16", "6")),
                (torch, [sys.executable, __file__, "torch"], ("4", "1") if quick else ("8", "2")),
                (sklearn, [sys.executable, __file__, "sklearn"], ("3", "1") if quick else ("5", "1")),
            ):
                run = subprocess.run(
                    [*command, str(batch), threads, *counts], stdout=subprocess.PIPE, check=True
                )
                into.append(int(run.stdout))
        a, b, c = map(statistics.median, (ours, torch, sklearn))
        print(f"| {batch} | {a:,.0f} | {b:,.0f} | {c:,.0f} | {a / b:.2f} | {a / c:.2f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
