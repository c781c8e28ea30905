"""python3 packages/tensor/src/ops/grad-norm/grad-norm.golden.py"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import dump, uniform

inf, nan = float("inf"), float("nan")
some = [uniform((3, 5), 1, -2, 2).float(), uniform((7,), 2, -3, 1).float(), uniform((), 3).float()]
none = [torch.zeros(3), torch.zeros(2, 2)]
spoilt = lambda value: [some[0], torch.tensor([1.0, value, -2.0]), some[2]]


def named(name, gradients, max_norm, norm_type=2.0):
    parameters = [torch.nn.Parameter(torch.zeros_like(gradient)) for gradient in gradients]
    for parameter, gradient in zip(parameters, gradients):
        parameter.grad = gradient.clone()
    norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm, norm_type)
    text = lambda value: {"shape": value["shape"], "data": [str(number) for number in value["data"]]}
    return {
        "name": name,
        "maxNorm": max_norm,
        "largest": norm_type == inf,
        "gradients": [text(dump(gradient)) for gradient in gradients],
        "norm": str(norm.item()),
        "clipped": [text(dump(parameter.grad)) for parameter in parameters],
    }


cases = [
    named("a norm that is too large", some, 1.5),
    named("a norm that is small enough", some, 100.0),
    named("the largest magnitude", some, 0.5, inf),
    named("a largest magnitude that is small enough", some, 4.0, inf),
    named("zeros", none, 1.0),
    named("a maximum of 0", some, 0.0),
    named("an infinity", spoilt(inf), 1.0),
    named("a NaN", spoilt(nan), 1.0),
    named("the largest is infinite", spoilt(-inf), 1.0, inf),
    named("the largest is NaN", spoilt(nan), 1.0, inf),
    named("squares beyond f32", [torch.full((5,), 1e25)], 1.0),
    named("the largest of huge magnitudes", [torch.full((5,), -1e25)], 1.0, inf),
]
text = json.dumps({"torch": torch.__version__, "cases": cases}, separators=(",", ":"))
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(text.replace('{"name"', '\n{"name"') + "\n")
