"""python3 packages/tensor/src/ops/top-k/top-k.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, dump, uniform, write

x = uniform((2, 5, 3), 1)


def named(name, k, dim, largest):
    attrs = {"k": k, "dim": dim, "largest": largest}
    record = case(name, lambda x: torch.topk(x, k, dim, largest).values, {"x": x}, attrs, ["x"])
    return {**record, "indices": dump(torch.topk(x, k, dim, largest).indices)}


write(
    __file__,
    [
        named("the largest", 2, 1, True),
        named("the smallest, of the last axis", 3, -1, False),
    ],
)
