"""python3 packages/tensor/src/ops/gradient-difference-loss/gradient-difference-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, integers, uniform, write

shape = (2, 2, 2, 3)
inputs = {"x": uniform(shape, 1), "target": uniform(shape, 2)}
# Whole numbers: many neighbours are equal, and many steps.
kinks = {"x": integers(shape, 3, 3).double(), "target": integers(shape, 3, 4).double()}
mask = {"mask": (integers((2, 2, 3), 4, 5) > 0).int()}


def differences(x, target, alpha, signed, axis):
    size = x.shape[axis] - 1
    step = lambda v: v.narrow(axis, 1, size) - v.narrow(axis, 0, size)
    return (step(x) - step(target) if signed else step(x).abs() - step(target).abs()).abs() ** alpha


def gdl(x, target, mask=None, *, alpha, signed, reduction):
    """Mathieu et al. 2016, equation 6, over pairs of which the mask holds both."""
    valid = torch.ones_like(x, dtype=torch.bool) if mask is None else mask.bool().unsqueeze(1).expand_as(x)
    losses = []
    for axis in (2, 3):
        size = x.shape[axis] - 1
        both = valid.narrow(axis, 1, size) & valid.narrow(axis, 0, size)
        losses.append(differences(x, target, alpha, signed, axis)[both])
    return torch.cat(losses).mean() if reduction == "mean" else torch.cat(losses).sum()


def named(name, given, alpha=1, signed=False, reduction="mean"):
    attrs = {"alpha": alpha, "signed": signed, "reduction": reduction}
    return case(name, lambda **inputs: gdl(**inputs, **attrs), given, attrs, ["x", "target"])


write(
    __file__,
    [
        named("mean", inputs),
        named("a mask", inputs | mask),
        named("a sum of squares", inputs | mask, alpha=2, reduction="sum"),
        named("signs", inputs | mask, signed=True),
        named("equal neighbours and steps", kinks, reduction="sum"),
        named("equal steps with signs", kinks, signed=True, reduction="sum"),
    ],
)
