"""python3 packages/tensor/src/ops/berhu-loss/berhu-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, integers, uniform, write

inputs = {"x": uniform((2, 2, 2, 3), 1, -2, 2), "target": uniform((2, 2, 2, 3), 2, -2, 2)}
mask = {"mask": integers((2, 2, 3), 2, 3)}


def berhu(x, target, mask=None, reduction=torch.mean):
    """Laina et al. 2016, equation 1, c detached."""
    valid = torch.ones_like(x, dtype=torch.bool) if mask is None else mask.bool().unsqueeze(1).expand_as(x)
    error = (x - target).abs()
    c = 0.2 * error[valid].max().detach()
    losses = torch.where(error <= c, error, (error**2 + c**2) / (2 * c))
    return losses * valid if reduction is None else reduction(losses[valid])


def named(name, reduction, *, masked):
    given = inputs | mask if masked else inputs
    function = lambda **inputs: berhu(**inputs, reduction={"mean": torch.mean, "sum": torch.sum, "none": None}[reduction])
    return case(name, function, given, {"reduction": reduction}, ["x", "target"])


write(
    __file__,
    [
        named("without a mask", "mean", masked=False),
        named("a mask", "mean", masked=True),
        named("a sum", "sum", masked=True),
        named("each element", "none", masked=True),
    ],
)
