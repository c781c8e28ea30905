"""python3 packages/tensor/src/ops/nll-loss2d/nll-loss2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, integers, uniform, write

C = 4
weight = {"weight": uniform((C,), 2, 0.2, 2)}


def named(name, ignore_index, reduction, shape=(2, C, 2, 3), **given):
    labels = integers((shape[0], *shape[2:]), C + 1, 3)
    labels[labels == C] = ignore_index

    def function(input, labels, weight=None):
        return F.nll_loss(input, labels, weight, ignore_index=ignore_index, reduction=reduction)

    inputs = {"input": uniform(shape, 1, -5, 0), "labels": labels} | given
    return case(name, function, inputs, {"ignoreIndex": ignore_index, "reduction": reduction}, ["input"])


write(
    __file__,
    [
        named("mean", 255, "mean"),
        named("mean with weights", 255, "mean", **weight),
        named("sum with weights", 255, "sum", **weight),
        named("each pixel with weights", 255, "none", **weight),
        named("a class that is ignored", 2, "mean"),
        named("rows without pixels", 255, "mean", shape=(7, C)),
    ],
)
