"""python3 packages/tensor/src/ops/concat/concat.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))

import torch
from golden import case, uniform, write


def joined(name, shapes, dim):
    inputs = {f"x{i}": uniform(shape, 1 + i) for i, shape in enumerate(shapes)}
    return case(name, lambda **x: torch.cat(list(x.values()), dim), inputs, {"dim": dim}, list(inputs))


write(
    __file__,
    [
        joined("channels", [(2, 3, 2, 3), (2, 1, 2, 3), (2, 2, 2, 3)], 1),
        joined("channels of whole fours", [(2, 1, 2, 2), (2, 3, 2, 2), (2, 2, 2, 2)], -3),
        joined("the first axis", [(1, 5), (2, 5), (4, 5)], 0),
        joined("the last axis", [(3, 5), (3, 4), (3, 1)], -1),
    ],
)
