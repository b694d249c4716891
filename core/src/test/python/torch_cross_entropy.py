#!/usr/bin/env python3
"""Writes random cross-entropy problems with PyTorch's values and gradients in double.

    /usr/bin/python3 torch_cross_entropy.py CASES FILE

It runs with any PyTorch from 1.10 on, for example Debian's python3-torch. The committed sample is

    /usr/bin/python3 core/src/test/python/torch_cross_entropy.py 300 \
        core/src/test/resources/torch-cross-entropy.bin.gz

and a full comparison

    /usr/bin/python3 core/src/test/python/torch_cross_entropy.py 10000 /tmp/torch.bin.gz
    ./mvnw -pl core test -Dtest=TorchCrossEntropyTest -Dsoftjac.torch.cases=/tmp/torch.bin.gz

The file, big-endian: the number of cases; for each rows and classes (int), whether there are labels
and whether there are class weights (byte), the label to ignore (int), smoothing (double), the
reduction (byte: 0 none, 1 mean, 2 sum), logits, then labels (int) or targets, class weights if
there are any, PyTorch's values (one a row, or one) and the gradient of their sum by the logits.
"""

import gzip
import random
import struct
import sys

import torch

REDUCTIONS = ["none", "mean", "sum"]


def doubles(tensor):
    values = tensor.detach().reshape(-1).tolist()
    return struct.pack(f">{len(values)}d", *values)


def main():
    count, path = int(sys.argv[1]), sys.argv[2]
    torch.manual_seed(4)
    choice = random.Random(4)
    out = [struct.pack(">i", count)]
    for _ in range(count):
        rows, classes = choice.randint(1, 6), choice.randint(2, 9)
        spread = choice.choice([0.5, 3, 30])
        # Few digits, so that the file stays small.
        z = (torch.randn(rows, classes, dtype=torch.float64) * spread * 64).round() / 64
        z.requires_grad_()
        labelled = choice.random() < 0.6
        weighted = choice.random() < 0.5
        smoothing = choice.choice([0.0, 0.0, 0.1, 0.25, 1.0])
        reduction = choice.randrange(3)
        ignored = choice.choice([-100, -100, -1, 0, classes - 1])
        weights = torch.randint(0, 64, (classes,)).to(torch.float64) / 16 if weighted else None
        if labelled:
            target = torch.randint(0, classes, (rows,))
            if choice.random() < 0.5:
                target[torch.rand(rows) < 0.3] = ignored
        else:
            target = torch.rand(rows, classes, dtype=torch.float64)
            target = (target / target.sum(1, keepdim=True) * 1024).round() / 1024
            # Of sum 1 exactly: PyTorch smooths as if it were, whatever it is.
            target[range(rows), target.argmax(1)] += 1 - target.sum(1)
        loss = torch.nn.functional.cross_entropy(
            z,
            target,
            weight=weights,
            ignore_index=ignored if labelled else -100,
            reduction=REDUCTIONS[reduction],
            label_smoothing=smoothing,
        )
        loss.sum().backward()
        out.append(struct.pack(">iibbidb", rows, classes, labelled, weighted, ignored, smoothing, reduction))
        out.append(doubles(z))
        out.append(struct.pack(f">{rows}i", *target.tolist()) if labelled else doubles(target))
        if weighted:
            out.append(doubles(weights))
        out.append(doubles(loss))
        out.append(doubles(z.grad))
    with open(path, "wb") as file:
        file.write(gzip.compress(b"".join(out), mtime=0))
    print(f"{count} cases of torch {torch.__version__}")


if __name__ == "__main__":
    main()
