"""python3 packages/tensor/src/ops/index-select/index-select.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, integers, uniform, write


def named(name, shape, n, dim):
    inputs = {"x": uniform(shape, 1), "index": integers((n,), shape[dim], 2)}
    return case(name, lambda x, index: torch.index_select(x, dim, index), inputs, {"dim": dim}, ["x"])


write(
    __file__,
    [
        named("rows", (4, 3), 5, 0),
        named("channels, many", (2, 3, 2), 40, -2),
    ],
)

write(
    pathlib.Path(__file__).with_name("embedding.golden.py"),
    [
        case(
            "a matrix of indices",
            lambda indices, weight: F.embedding(indices, weight),
            {"indices": integers((3, 4), 5, 1), "weight": uniform((5, 3), 2)},
            {},
            ["weight"],
        ),
    ],
)
