"""Writes golden files: values and gradients of PyTorch (CPU, float64), for the tests to compare with.

    python3 -m pip install torch numpy
    for f in packages/tensor/src/ops/*/*.golden.py; do python3 "$f"; done
"""

import json
import pathlib
import sys

import torch

sys.dont_write_bytecode = True


def uniform(shape, seed, low=-1.0, high=1.0):
    """Numbers that are exact in float32, so that both sides start from the same."""
    generator = torch.Generator().manual_seed(seed)
    values = torch.rand(shape, generator=generator, dtype=torch.float32) * (high - low) + low
    return values.to(torch.float64)


def integers(shape, high, seed):
    return torch.randint(0, high, shape, generator=torch.Generator().manual_seed(seed))


def case(name, function, inputs, attrs, differentiable):
    """One call: its inputs by name, the attributes of our op, the result, a cotangent, and gradients by name."""
    leaves = {key: value.clone().requires_grad_(key in differentiable) for key, value in inputs.items()}
    y = function(**leaves)
    dy = uniform(y.shape, 99)
    if differentiable:
        y.backward(dy)
    return {
        "name": name,
        "attrs": attrs,
        "inputs": {key: dump(value) for key, value in inputs.items()},
        "y": dump(y),
        "dy": dump(dy),
        "gradients": {key: dump(leaves[key].grad) for key in differentiable},
    }


def dump(tensor):
    return {"shape": list(tensor.shape), "data": tensor.detach().flatten().tolist()}


def write(script, cases):
    """Writes `<op>.golden.json` beside `<op>.golden.py`."""
    path = pathlib.Path(script).with_suffix(".json")
    record = {"torch": torch.__version__, "cases": cases}
    path.write_text(json.dumps(record, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
