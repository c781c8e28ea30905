"""python3 packages/tensor/src/ops/unary/unary.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, write

# Kinks, halves, both sides of thresholds.
anywhere = [-9.5, -7, -3.5, -3, -2.5, -1.5, -0.5, -0.25, 0, 0.25, 0.5, 1.5, 2.5, 3, 3.5, 6, 7, 9.5]
positive = [0.0625, 0.5, 1, 1.5, 3, 700]
functions = {
    "exp": (torch.exp, anywhere, {}),
    "log": (torch.log, positive, {}),
    "sqrt": (torch.sqrt, positive, {}),
    "abs": (torch.abs, anywhere, {}),
    "relu": (F.relu, anywhere, {}),
    "leakyRelu": (lambda x: F.leaky_relu(x, 0.25), anywhere, {"a": 0.25}),
    "sigmoid": (torch.sigmoid, anywhere, {}),
    "tanh": (torch.tanh, anywhere, {}),
    "clamp": (lambda x: torch.clamp(x, -3, 2.5), anywhere, {"a": -3, "b": 2.5}),
    "gelu": (F.gelu, anywhere, {}),
    "geluTanh": (lambda x: F.gelu(x, approximate="tanh"), anywhere, {}),
    "silu": (F.silu, anywhere, {}),
    "softplus": (lambda x: F.softplus(x, 2, 6), anywhere, {"a": 2, "b": 6}),
    "hardswish": (F.hardswish, anywhere, {}),
    "hardsigmoid": (F.hardsigmoid, anywhere, {}),
    "relu6": (F.relu6, anywhere, {}),
    "elu": (lambda x: F.elu(x, 1.5), anywhere, {"a": 1.5}),
    "reciprocal": (torch.reciprocal, [-x for x in positive] + positive, {}),
    "square": (torch.square, anywhere, {}),
    "rsqrt": (torch.rsqrt, positive, {}),
    "sin": (torch.sin, anywhere + [1000, -1e6, 1e20], {}),
    "cos": (torch.cos, anywhere + [1000, -1e6, 1e20], {}),
    "expm1": (torch.expm1, anywhere, {}),
    "log1p": (torch.log1p, [-0.9375, -0.5, -0.25, 0, 0.25, 0.5, 3, 700], {}),
    "erf": (torch.erf, anywhere, {}),
    "floor": (torch.floor, anywhere, {}),
    "ceil": (torch.ceil, anywhere, {}),
    "round": (torch.round, anywhere, {}),
    "sign": (torch.sign, anywhere, {}),
}


def golden(name, function, x, constants):
    # Exact in float32, so that both sides start from the same.
    x = torch.tensor(x, dtype=torch.float32).double()
    return case(name, lambda x: function(x), {"x": x}, {"name": name, "a": 0, "b": 0} | constants, ["x"])


write(__file__, [golden(name, *rest) for name, rest in functions.items()])
