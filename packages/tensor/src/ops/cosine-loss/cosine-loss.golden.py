"""python3 packages/tensor/src/ops/cosine-loss/cosine-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, integers, uniform, write

shape = (2, 3, 3, 5)
x = uniform(shape, 1)
# Exact in float32, so of unit length to float32's digits alone.
target = F.normalize(uniform(shape, 2)).to(torch.float32).to(torch.float64)
mask = integers((2, 3, 5), 2, 3)
zero = x.clone()
zero[0, :, 0, 0] = 0


def cosine(x, target, mask=None):
    losses = 1 - (F.normalize(x) * target).sum(1)
    return losses.mean() if mask is None else losses[mask.bool()].mean()


write(
    __file__,
    [
        case("a mask", cosine, {"x": x, "target": target, "mask": mask}, {}, ["x"]),
        case("without a mask", cosine, {"x": x, "target": target}, {}, ["x"]),
        case("a prediction of zeros", cosine, {"x": zero, "target": target}, {}, ["x"]),
    ],
)
