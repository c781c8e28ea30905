"""python3 packages/tensor/src/ops/binary-cross-entropy/binary-cross-entropy.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, integers, uniform, write

inputs = {"logits": uniform((2, 2, 2, 3), 1, -8, 8), "target": uniform((2, 2, 2, 3), 2, 0, 1)}
hard = {"logits": uniform((2, 2, 2, 3), 3, -40, 40), "target": integers((2, 2, 2, 3), 2, 4).double()}
weight = {"weight": uniform((2, 1, 3), 5, 0.2, 2)}
pos_weight = {"posWeight": uniform((2, 1, 1), 6, 0.2, 2)}
mask = {"mask": integers((2, 2, 3), 2, 7)}


def named(name, given, reduction):
    def function(logits, target, weight=None, posWeight=None, mask=None):
        if mask is not None:
            valid = mask.bool().unsqueeze(1).expand_as(logits)
            expand = lambda x: None if x is None else x.expand_as(logits)[valid]
            logits, target, weight, posWeight = logits[valid], target[valid], expand(weight), expand(posWeight)
        return F.binary_cross_entropy_with_logits(logits, target, weight, reduction=reduction, pos_weight=posWeight)

    return case(name, function, given, {"reduction": reduction}, ["logits", "target"])


write(
    __file__,
    [
        named("probabilities", inputs, "mean"),
        named("a sum with weights", inputs | weight, "sum"),
        named("weights of positives", inputs | pos_weight, "none"),
        named("both weights and a mask", inputs | weight | pos_weight | mask, "mean"),
        named("sure predictions of hard labels", hard, "none"),
    ],
)
