"""python3 packages/tensor/src/ops/distance-loss/distance-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, integers, uniform, write

inputs = {"x": uniform((2, 2, 2, 3), 1, -2, 2), "target": uniform((2, 2, 2, 3), 2, -2, 2)}
mask = {"mask": integers((2, 2, 3), 2, 3)}
equal = {"x": inputs["x"][0], "target": inputs["x"][0].clone()}
both = ["x", "target"]


def masked(loss):
    def function(x, target, mask):
        valid = mask.bool().unsqueeze(1).expand_as(x)
        return loss(x[valid], target[valid])

    return function


def cases(function, options, attrs):
    mean = lambda x, target: function(x, target, **options)
    sum_ = lambda x, target: function(x, target, reduction="sum", **options)
    none = lambda x, target: function(x, target, reduction="none", **options)
    return [
        case("without a mask", mean, inputs, attrs | {"reduction": "mean"}, both),
        case("a mask", masked(mean), inputs | mask, attrs | {"reduction": "mean"}, both),
        case("a sum", sum_, inputs, attrs | {"reduction": "sum"}, both),
        case("each element", none, inputs, attrs | {"reduction": "none"}, both),
        case("equal inputs", sum_, equal, attrs | {"reduction": "sum"}, both),
    ]


here = pathlib.Path(__file__)
write(here.with_name("l1-loss.golden.py"), cases(F.l1_loss, {}, {}))
write(here.with_name("mse-loss.golden.py"), cases(F.mse_loss, {}, {}))
write(here.with_name("huber-loss.golden.py"), cases(F.huber_loss, {"delta": 0.25}, {"knee": 0.25}))
smooth = cases(F.smooth_l1_loss, {"beta": 0.25}, {"knee": 0.25})
no_knee = cases(F.smooth_l1_loss, {"beta": 0.0}, {"knee": 0})[-1]
write(here.with_name("smooth-l1-loss.golden.py"), [*smooth, no_knee | {"name": "equal inputs, no knee"}])
