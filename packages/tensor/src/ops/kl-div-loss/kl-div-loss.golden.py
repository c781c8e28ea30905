"""python3 packages/tensor/src/ops/kl-div-loss/kl-div-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, integers, uniform, write

shape = (2, 3, 2, 2)
exact = lambda x: x.to(torch.float32).to(torch.float64)
log_probabilities = {"input": exact(F.log_softmax(uniform(shape, 1, -5, 5), 1))}
probabilities = {"target": exact(F.softmax(uniform(shape, 2, -5, 5), 1))}
log_targets = {"target": exact(F.log_softmax(uniform(shape, 2, -5, 5), 1))}
with_zeros = {"target": probabilities["target"] * integers(shape, 2, 3)}
mask = {"mask": integers((2, 2, 2), 2, 7)}


def named(name, reduction, *, target=probabilities, log_target=False, differentiable=("input", "target"), **given):
    def function(input, target, mask=None):
        if mask is not None:
            valid = mask.bool().unsqueeze(1).expand_as(input)
            input, target = input[valid], target[valid]
        return F.kl_div(input, target, reduction=reduction, log_target=log_target)

    attrs = {"logTarget": log_target, "reduction": reduction}
    return case(name, function, log_probabilities | target | given, attrs, list(differentiable))


write(
    __file__,
    [
        named("mean", "mean"),
        named("batch mean", "batchmean"),
        named("a mean of log targets", "mean", target=log_targets, log_target=True),
        named("each log target", "none", target=log_targets, log_target=True),
        named("a sum over a mask", "sum", **mask),
        named("targets of 0", "none", target=with_zeros, differentiable=["input"]),
    ],
)
