"""python3 packages/tensor/src/ops/distance-loss/distance-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, integers, uniform, write

shape = (2, 3, 3, 5)
inputs = {"x": uniform(shape, 1), "target": uniform(shape, 2)}
mask = {"mask": integers((2, 3, 5), 2, 3)}


def masked(loss):
    def function(x, target, mask):
        valid = mask.bool().unsqueeze(1).expand_as(x)
        return loss(x[valid], target[valid])

    return function


both = ["x", "target"]
for name, loss in (("l1-loss", F.l1_loss), ("mse-loss", F.mse_loss)):
    write(
        pathlib.Path(__file__).with_name(f"{name}.golden.py"),
        [
            case("without a mask", lambda x, target, loss=loss: loss(x, target), inputs, {}, both),
            case("a mask", masked(loss), inputs | mask, {}, both),
        ],
    )
