"""python3 packages/tensor/src/ops/one-hot/one-hot.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, integers, write

labels = integers((2, 3, 2), 4, 1)


def named(name, attrs):
    def function(labels):
        classes = F.one_hot(labels, attrs["numClasses"])
        return torch.movedim(classes, -1, attrs.get("dim", -1)).to(torch.float64)

    return case(name, function, {"labels": labels}, attrs, [])


write(
    __file__,
    [
        named("the last axis", {"numClasses": 4}),
        named("more classes than there are, as channels", {"numClasses": 6, "dim": 1}),
    ],
)
