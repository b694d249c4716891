#!/usr/bin/env python3
"""Writes ONNX's node tests of softmax and its losses to core/src/test/resources/onnx-node-cases.bin.gz.

The cases are those that ONNX itself makes for the operators Softmax, LogSoftmax,
SoftmaxCrossEntropyLoss and NegativeLogLikelihoodLoss; the numbers are those of its reference in
numpy. Run it with a Python that has them, for example Debian's python3-onnx:

    /usr/bin/python3 core/src/test/python/onnx_node_cases.py

The file, big-endian: the number of arrays; for each its type ('f' float, 'i' int), the number of
dimensions, these, and the values; the number of cases; for each the name, the operator, axis,
reduction, the label to ignore (a string, empty if there is none), and for inputs and for outputs
how many there are and which arrays they are. An array that several cases share is there once.
"""

import gzip
import pathlib
import re
import struct
import warnings

import numpy as np
import onnx
from onnx.backend.test.case import node

warnings.simplefilter("ignore")
# Importing an operator's module makes its cases.
from onnx.backend.test.case.node import logsoftmax  # noqa: E402,F401
from onnx.backend.test.case.node import negativeloglikelihoodloss  # noqa: E402,F401
from onnx.backend.test.case.node import softmax  # noqa: E402,F401
from onnx.backend.test.case.node import softmaxcrossentropy  # noqa: E402,F401

OUT = pathlib.Path(__file__).parents[1] / "resources" / "onnx-node-cases.bin.gz"


def text(value):
    data = value.encode()
    return struct.pack(">H", len(data)) + data


def main():
    arrays = {}
    stored = []

    def index(array):
        array = np.asarray(array)
        kind = b"f" if array.dtype == np.float32 else b"i"
        data = kind + struct.pack(">i", array.ndim) + struct.pack(f">{array.ndim}i", *array.shape)
        data += array.astype(">f4" if kind == b"f" else ">i4").tobytes()
        if data not in arrays:
            arrays[data] = len(stored)
            stored.append(data)
        return arrays[data]

    cases = []
    operators = {}
    for case in node._NodeTestCases:
        # The same data once more, for the operator written as a graph of others.
        plain = re.sub("_expanded$", "", case.name)
        if plain == case.name:
            operators[plain] = case.model.graph.node[0]
        op = operators[plain]
        attributes = {a.name: onnx.helper.get_attribute_value(a) for a in op.attribute}
        ignored = attributes.get("ignore_index")
        reduction = attributes.get("reduction", b"mean").decode()
        data = text(case.name) + text(op.op_type) + struct.pack(">i", attributes.get("axis", -1))
        data += text(reduction) + text("" if ignored is None else str(ignored))
        (inputs, outputs), = case.data_sets
        for group in (inputs, outputs):
            data += struct.pack(">i", len(group))
            data += b"".join(struct.pack(">i", index(a)) for a in group)
        cases.append(data)
    content = struct.pack(">i", len(stored)) + b"".join(stored)
    content += struct.pack(">i", len(cases)) + b"".join(cases)
    with open(OUT, "wb") as file:
        file.write(gzip.compress(content, mtime=0))
    print(f"{len(cases)} cases of onnx {onnx.__version__}, {len(stored)} arrays, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
