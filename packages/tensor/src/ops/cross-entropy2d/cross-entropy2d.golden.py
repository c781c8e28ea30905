"""python3 packages/tensor/src/ops/cross-entropy2d/cross-entropy2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, integers, uniform, write

N, C, H, W = 2, 4, 3, 5
logits = uniform((N, C, H, W), 1, -5, 5)
few = (2, C, 1, 3)
weight = uniform((C,), 2, 0.2, 2)


def named(name, ignore_index, reduction, weighted=True, shape=(N, C, H, W), smoothing=0.0):
    pixels = (shape[0], *shape[2:])
    labels = integers(pixels, C + 1, 3)
    labels[labels == C] = ignore_index
    inputs = {"logits": logits.reshape(-1)[: labels.numel() * C].reshape(shape), "labels": labels}
    if weighted:
        inputs["weight"] = weight

    def function(logits, labels, weight=None):
        return F.cross_entropy(
            logits, labels, weight, ignore_index=ignore_index, reduction=reduction, label_smoothing=smoothing
        )

    attrs = {"ignoreIndex": ignore_index, "reduction": reduction, "labelSmoothing": smoothing}
    return case(name, function, inputs, attrs, ["logits"])


write(
    __file__,
    [
        named("mean", 255, "mean", weighted=False),
        named("mean with weights", 255, "mean"),
        named("sum with weights", 255, "sum"),
        named("a class that is ignored", 2, "mean"),
        named("each pixel", 255, "none", shape=few),
        named("smoothed labels", 255, "mean", weighted=False, smoothing=0.1, shape=few),
        named("smoothed labels with weights", 255, "mean", smoothing=0.3, shape=few),
        named("a sum over smoothed labels", 255, "sum", smoothing=0.3, shape=few),
        named("each pixel with smoothed labels", 255, "none", smoothing=0.3, shape=few),
        named("rows without pixels", 255, "mean", shape=(7, C)),
    ],
)
