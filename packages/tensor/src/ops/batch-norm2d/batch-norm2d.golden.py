"""python3 packages/tensor/src/ops/batch-norm2d/batch-norm2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, uniform, write

shape, channels = (2, 3, 3, 5), (3,)
inputs = {
    "x": uniform(shape, 1) + 3,
    "weight": uniform(channels, 2, 0.5, 1.5),
    "bias": uniform(channels, 3),
    "runningMean": uniform(channels, 4) + 3,
    "runningVar": uniform(channels, 5, 0.5, 1.5),
}


def normalise(training, eps):
    return lambda x, weight=None, bias=None, runningMean=None, runningVar=None: F.batch_norm(
        x, runningMean, runningVar, weight, bias, training, 0.1, eps
    )


def named(name, training, eps, inputs):
    attrs = {"training": training, "momentum": 0.1, "eps": eps}
    differentiable = [key for key in ("x", "weight", "bias") if key in inputs]
    return case(name, normalise(training, eps), inputs, attrs, differentiable)


def only(*names):
    return {name: inputs[name] for name in names}


write(
    __file__,
    [
        named("training", True, 1e-5, inputs),
        named("training, without running statistics", True, 1e-3, only("x", "weight", "bias")),
        named("training, x alone", True, 1e-5, only("x")),
        named("evaluation", False, 1e-5, inputs),
        named("evaluation, x alone", False, 1e-3, only("x", "runningMean", "runningVar")),
    ],
)
