"""python3 packages/tensor/src/ops/roll/roll.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, uniform, write

x = uniform((2, 3, 4), 1)


def named(name, shifts, dims):
    attrs = {"shifts": shifts, "dims": dims}
    return case(name, lambda x: torch.roll(x, shifts, dims or None), {"x": x}, attrs, ["x"])


write(
    __file__,
    [
        named("two axes", [1, -2], [1, -1]),
        named("in a row", [5], []),
        named("an axis twice, far", [9, 4], [2, 2]),
    ],
)
