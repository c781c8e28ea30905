"""python3 packages/tensor/src/ops/dice-loss/dice-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, integers, uniform, write

C = 4
shape = (2, C, 2, 3)
logits = uniform(shape, 1, -5, 5)
labels = integers((2, 2, 3), C + 1, 3)
labels[labels == C] = 255


def dice(logits, labels, smooth, squared):
    """Milletari et al. 2016, with sums for sums of squares unless squared, over labelled pixels."""
    counts = (labels != 255).unsqueeze(1)
    q = F.softmax(logits, 1) * counts
    t = F.one_hot(labels.where(labels != 255, 0), C).movedim(-1, 1) * counts
    sums = lambda x: x.sum((0, 2, 3))
    size = sums(q * q) + sums(t * t) if squared else sums(q) + sums(t)
    return 1 - ((2 * sums(q * t) + smooth) / (size + smooth)).mean()


def named(name, smooth=1.0, squared=False, per_image=False):
    def function(logits, labels):
        if not per_image:
            return dice(logits, labels, smooth, squared)
        return torch.stack([dice(logits[i : i + 1], labels[i : i + 1], smooth, squared) for i in range(2)]).mean()

    attrs = {"ignoreIndex": 255, "smooth": smooth, "squared": squared, "perImage": per_image}
    return case(name, function, {"logits": logits, "labels": labels}, attrs, ["logits"])


write(
    __file__,
    [
        named("the batch"),
        named("each image", smooth=1e-5, per_image=True),
        named("squares", smooth=0.0, squared=True),
    ],
)
