"""python3 packages/tensor/src/ops/scatter-add/scatter-add.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, integers, uniform, write


def named(name, shape, index, src, dim, gradients=("x", "src")):
    inputs = {"x": uniform(shape, 1), "index": integers(index, shape[dim], 2), "src": uniform(src, 3)}

    def function(x, index, src):
        return torch.scatter_add(x, dim, index, src)

    return case(name, function, inputs, {"dim": dim}, list(gradients))


write(
    __file__,
    [
        named("rows", (2, 4), (2, 6), (2, 6), 1),
        named("many", (3, 2), (40, 2), (40, 2), 0),
        # PyTorch has no gradient of src where it is larger than index.
        named("fewer indices than x and src have", (3, 4, 2), (2, 5, 1), (2, 6, 2), -2, ["x"]),
    ],
)
