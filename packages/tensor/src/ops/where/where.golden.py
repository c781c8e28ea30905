"""python3 packages/tensor/src/ops/where/where.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, integers, uniform, write


def where(condition, a, b):
    return torch.where(condition.bool(), a, b)


def named(name, condition, a, b):
    inputs = {"condition": integers(condition, 2, 1), "a": uniform(a, 2), "b": uniform(b, 3)}
    return case(name, where, inputs, {}, ["a", "b"])


write(
    __file__,
    [
        named("one shape", (2, 3), (2, 3), (2, 3)),
        named("all repeat", (2, 1, 1), (3, 1), (4,)),
        named("the condition has fewer axes", (3,), (2, 3), ()),
    ],
)
