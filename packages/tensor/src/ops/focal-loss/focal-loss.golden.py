"""python3 packages/tensor/src/ops/focal-loss/focal-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, integers, uniform, write

shape = (2, 4, 2, 3)
logits = uniform(shape, 1, -5, 5)
labels = integers((2, 2, 3), 5, 3)
labels[labels == 4] = 255
alpha = {"alpha": uniform((4,), 2, 0.2, 2)}


def focal(logits, labels, gamma, alpha):
    """Lin et al. 2017, equation 5, of a softmax."""
    entropy = F.cross_entropy(logits, labels, ignore_index=255, reduction="none")
    factor = 1 if alpha is None else alpha[labels.clamp(max=3)]
    return factor * (1 - torch.exp(-entropy)) ** gamma * entropy


def named(name, reduction, gamma=2, factor=1, **given):
    def function(logits, labels, alpha=None):
        losses = factor * focal(logits, labels, gamma, alpha)
        if reduction == "none":
            return losses
        return losses.sum() if reduction == "sum" else losses.sum() / (labels != 255).sum()

    attrs = {"gamma": gamma, "alpha": factor, "ignoreIndex": 255, "reduction": reduction}
    return case(name, function, {"logits": logits, "labels": labels} | given, attrs, ["logits"])


write(
    __file__,
    [
        named("mean", "mean"),
        named("a factor of each class", "mean", **alpha),
        named("a sum", "sum", gamma=1, factor=0.25),
        named("each pixel, a broken gamma", "none", gamma=0.5, **alpha),
    ],
)
