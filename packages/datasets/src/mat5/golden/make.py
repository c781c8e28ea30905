"""Writes the MAT-files of version 5 that read-mat5.test.ts reads.

pip install numpy scipy && python3 packages/datasets/src/mat5/golden/make.py
"""

import struct
from pathlib import Path

import numpy as np
import scipy.io

here = Path(__file__).parent

names = np.empty((1, 3), dtype=object)
names[0, :] = ["wall", "floor mat", "t\u00fcr"]
variables = {
    "trainNdxs": np.array([[3], [1], [6]], dtype=np.uint16),
    "mapClass": (np.arange(60) % 40 + 1).astype(np.uint8).reshape(1, 60),
    "className": names,
    "matrix": np.arange(6, dtype=np.float64).reshape(2, 3),
    "small": np.array([[-5]], dtype=np.int8),
    "wide": np.array([[2**40, -(2**40)]], dtype=np.int64),
    "single": np.array([[1.5, -0.25]], dtype=np.float32),
    "empty": np.zeros((0, 0)),
    "text": "h\u00e9llo \u20ac",
    "struct": {"a": 1},
}
scipy.io.savemat(here / "plain.mat", variables, do_compression=False)
scipy.io.savemat(here / "compressed.mat", variables, do_compression=True)


def element(kind, content):
    return struct.pack(">II", kind, len(content)) + content + bytes(-len(content) % 8)


# SciPy writes the byte order of the machine alone: a matrix [[1, 3], [2, 4]] of int16 as a big-endian machine writes it.
flags = element(6, struct.pack(">II", 10, 0))
dimensions = element(5, struct.pack(">ii", 2, 2))
name = struct.pack(">HH", 3, 1) + b"abc\0"
data = element(3, struct.pack(">hhhh", 1, 2, 3, -4))
header = b"MATLAB 5.0 MAT-file".ljust(124) + struct.pack(">H", 0x0100) + b"MI"
(here / "big-endian.mat").write_bytes(header + element(14, flags + dimensions + name + data))
