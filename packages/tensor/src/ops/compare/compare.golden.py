"""python3 packages/tensor/src/ops/compare/compare.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))

import torch
from golden import case, integers, write

few = {"a": integers((2, 3, 4), 3, 1).double(), "b": integers((2, 3, 4), 3, 2).double()}
repeating = {"a": integers((2, 1, 3), 3, 3).double(), "b": integers((4, 1), 3, 4).double()}
# Neighbours in float32 on both sides of 1, and zeros of both signs.
close = {
    "a": torch.tensor([1, 1, 1, -0.0, 0, -1]).double(),
    "b": torch.tensor([1 + 2**-23, 1, 1 - 2**-24, 0.0, -0.0, 1]).double(),
}

cases = []
for name in ("eq", "ne", "lt", "le", "gt", "ge"):
    function = getattr(torch, name)
    compared = {
        "equal ones among them": (lambda a, b: function(a, b), few, {}),
        "both repeat": (lambda a, b: function(a, b), repeating, {}),
        "neighbours": (lambda a, b: function(a, b), close, {}),
        "a number behind": (lambda a: function(a, 1.0), {"a": few["a"]}, {"number": 1}),
        "a number in front": (lambda b: function(torch.tensor(1.0), b), {"b": few["b"]}, {"number": 1}),
    }
    for title, (call, inputs, attrs) in compared.items():
        masks = lambda **x: call(**x).double()  # noqa: E731
        cases.append(case(f"{name}, {title}", masks, inputs, {"name": name, **attrs}, []))

write(__file__, cases)
