"""What PyTorch's initialisers ask of its random numbers: bounds and standard deviations.

    python3 packages/nn/golden/init.py
"""

import json
import math
import pathlib

import torch
from torch.nn import init

asked = {}
torch.Tensor.uniform_ = lambda self, low=0, high=1, generator=None: asked.update(low=low, high=high) or self
torch.Tensor.normal_ = lambda self, mean=0, std=1, generator=None: asked.update(mean=mean, std=std) or self


def spread(function, shape, **options):
    """The upper bound of a uniform distribution around 0, or the deviation of a normal one."""
    asked.clear()
    function(torch.empty(shape), **options)
    assert asked.get("mean", 0) == 0 and asked.get("low", 0) == -asked.get("high", 0)
    return asked.get("std", asked.get("high"))


shapes = [(8, 5), (16, 3, 3, 3), (4, 8, 1, 1), (6, 2, 5, 3)]
modes = {"fanIn": "fan_in", "fanOut": "fan_out"}
gains = {"relu": ("relu", None), "leaky": ("leaky_relu", math.sqrt(5)), "linear": ("linear", None), "tanh": ("tanh", None)}
record = {
    "torch": torch.__version__,
    "gains": {name: init.calculate_gain(*argument) for name, argument in gains.items()}
    | {name: init.calculate_gain(name) for name in ("sigmoid", "selu")},
    "shapes": [
        {
            "shape": shape,
            "fans": init._calculate_fan_in_and_fan_out(torch.empty(shape)),
            "kaiming": [
                {
                    "mode": mode,
                    "gain": gain,
                    "uniform": spread(init.kaiming_uniform_, shape, mode=theirs, a=slope or 0, nonlinearity=function),
                    "normal": spread(init.kaiming_normal_, shape, mode=theirs, a=slope or 0, nonlinearity=function),
                }
                for mode, theirs in modes.items()
                for gain, (function, slope) in gains.items()
            ],
            "xavier": {
                "uniform": spread(init.xavier_uniform_, shape),
                "normal": spread(init.xavier_normal_, shape),
                "uniformGain3": spread(init.xavier_uniform_, shape, gain=3),
            },
        }
        for shape in shapes
    ],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(record, separators=(",", ":")).replace('{"shape"', '\n{"shape"') + "\n")
