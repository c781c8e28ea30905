"""python3 packages/tensor/src/ops/pairwise/pairwise.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, integers, uniform, write

here = pathlib.Path(__file__)
few = {"a": integers((2, 3, 4), 3, 1).double(), "b": integers((2, 3, 4), 3, 2).double()}
repeating = {"a": uniform((2, 1, 3), 3), "b": uniform((4, 1), 4)}
for name in ("maximum", "minimum"):
    function = getattr(torch, name)
    write(
        here.with_name(f"{name}.golden.py"),
        [
            case("ties", lambda a, b: function(a, b), few, {}, ["a", "b"]),
            case("both repeat", lambda a, b: function(a, b), repeating, {}, ["a", "b"]),
            case("a number", lambda a: function(a, torch.tensor(1.0)), {"a": few["a"]}, {"number": 1}, ["a"]),
        ],
    )

# Zeros, ones and negative bases, with exponents where they have a power and gradients that are finite.
corners = {
    "a": torch.tensor([0, 0, 0, 1, 1, 2, 2, 0.5, 9, 4]).double(),
    "b": torch.tensor([2, 1, 3.5, 0, -3, 0, -1, 2.5, 0.5, 1]).double(),
}
negative = torch.tensor([-2, -0.5, -1, 0, 3, -7]).double()
powers = [
    case("corners", lambda a, b: a**b, corners, {}, ["a", "b"]),
    case("both repeat", lambda a, b: a**b, {"a": repeating["a"] + 2, "b": repeating["b"]}, {}, ["a", "b"]),
    case("exponents of a number", lambda b: 2.5**b, {"b": uniform((2, 3), 5, -3, 3)}, {"number": 2.5}, ["b"]),
    case("exponents of 0", lambda b: 0**b, {"b": torch.tensor([0, 1, 2.5]).double()}, {"number": 0}, ["b"]),
]
for exponent in (3, 2, 1, 0):
    powers.append(
        case(f"to the {exponent}", lambda a: a**exponent, {"a": negative}, {"number": exponent}, ["a"])
    )
write(here.with_name("pow.golden.py"), powers)
