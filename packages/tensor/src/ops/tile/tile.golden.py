"""python3 packages/tensor/src/ops/tile/tile.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, uniform, write


def named(name, of, dims):
    return case(name, lambda x: torch.tile(x, dims), {"x": uniform(of, 1)}, {"dims": dims}, ["x"])


write(
    __file__,
    [
        named("the last axes", (2, 2, 3), [3, 2]),
        named("new axes", (2, 3), [2, 1, 2]),
    ],
)
