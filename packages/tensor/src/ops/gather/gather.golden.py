"""python3 packages/tensor/src/ops/gather/gather.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, integers, uniform, write


def named(name, shape, index, dim):
    inputs = {"x": uniform(shape, 1), "index": integers(index, shape[dim], 2)}
    return case(name, lambda x, index: torch.gather(x, dim, index), inputs, {"dim": dim}, ["x"])


write(
    __file__,
    [
        named("classes", (2, 4, 2, 3), (2, 1, 2, 3), 1),
        named("fewer along other axes", (3, 4, 2), (2, 5, 1), -2),
        named("many times", (3, 2), (40, 2), 0),
    ],
)
