"""python3 packages/tensor/src/ops/linear/linear.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, uniform, write


def named(name, x, weight, bias=None):
    inputs = {"x": uniform(x, 1), "weight": uniform(weight, 2)}
    if bias is not None:
        inputs["bias"] = uniform(bias, 3)

    def function(x, weight, bias=None):
        return F.linear(x, weight, bias)

    return case(name, function, inputs, {}, list(inputs))


write(
    __file__,
    [
        named("rows", (5, 3), (4, 3), (4,)),
        named("a batch of rows, no bias", (2, 2, 3), (5, 3)),
        named("a vector", (3,), (2, 3), (2,)),
        named("one output without an axis", (2, 4, 3), (3,), ()),
        named("one output with its axis", (4, 3), (1, 3), (1,)),
    ],
)
