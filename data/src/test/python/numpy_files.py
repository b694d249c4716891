"""Writes the NumPy arrays that the tests of `source` read. Needs NumPy.

    python3 data/src/test/python/numpy_files.py data/src/test/resources/io/github/softjac/source
"""

import sys

import numpy as np

folder = sys.argv[1]
np.save(f"{folder}/X_small.npy", np.array([[1.5, np.nan], [-3, 4], [5, 6]]))
np.save(f"{folder}/y_small.npy", np.array([0, 2, 0]))
np.save(f"{folder}/half.npy", np.array([[0.5, 2], [-1, 3]], dtype="<f2"))
np.save(f"{folder}/big.npy", np.array([1, 258], dtype=">i4"))
np.save(f"{folder}/bytes.npy", np.array([200, 1], dtype="u1"))
np.save(f"{folder}/fortran.npy", np.asfortranarray(np.arange(6.0).reshape(2, 3)))
np.save(f"{folder}/objects.npy", np.array(["a", None], dtype=object))
np.save(f"{folder}/records.npy", np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
