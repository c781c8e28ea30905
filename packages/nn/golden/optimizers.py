"""Ten steps of PyTorch's optimisers in float64, from values and gradients that are exact in float32.

    python3 packages/nn/golden/optimizers.py
"""

import json
import pathlib

import torch

SHAPES = {"conv.weight": (3, 2), "conv.bias": (5,)}
STEPS = 10
CASES = [
    ("Adam", {}, {}),
    ("Adam", {"weightDecay": 0.1}, {"weight_decay": 0.1}),
    ("Adam", {"betas": [0.5, 0.9], "eps": 1e-3}, {"betas": (0.5, 0.9), "eps": 1e-3}),
    ("AdamW", {}, {}),
    ("AdamW", {"weightDecay": 0.3, "betas": [0.8, 0.99]}, {"weight_decay": 0.3, "betas": (0.8, 0.99)}),
    ("Sgd", {}, {}),
    ("Sgd", {"dampening": 0.5}, {"dampening": 0.5}),
    ("Sgd", {"momentum": 0.9}, {"momentum": 0.9}),
    (
        "Sgd",
        {"momentum": 0.9, "dampening": 0.3, "weightDecay": 0.1},
        {"momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1},
    ),
    (
        "Sgd",
        {"momentum": 0.8, "nesterov": True, "weightDecay": 0.1},
        {"momentum": 0.8, "nesterov": True, "weight_decay": 0.1},
    ),
]
generator = torch.Generator().manual_seed(7)


def numbers(shape):
    return torch.randn(shape, generator=generator, dtype=torch.float32)


start = {name: numbers(shape) for name, shape in SHAPES.items()}
# Of very different sizes from step to step, so that every decay counts.
gradients = [
    {name: numbers(shape) * 10.0 ** (step % 4 - 2) for name, shape in SHAPES.items()} for step in range(STEPS)
]
rates = [0.1 / (1 + step) for step in range(STEPS)]
classes = {"Adam": torch.optim.Adam, "AdamW": torch.optim.AdamW, "Sgd": torch.optim.SGD}


def trajectory(name, options):
    parameters = {key: value.double().clone().requires_grad_() for key, value in start.items()}
    optimizer = classes[name](parameters.values(), lr=1, **options)
    values = []
    for rate, gradient in zip(rates, gradients):
        optimizer.param_groups[0]["lr"] = rate
        for key, parameter in parameters.items():
            parameter.grad = gradient[key].double()
        optimizer.step()
        values.append({key: parameter.flatten().tolist() for key, parameter in parameters.items()})
    return values


record = {
    "torch": torch.__version__,
    "shapes": SHAPES,
    "start": {key: value.flatten().tolist() for key, value in start.items()},
    "gradients": [{key: value.flatten().tolist() for key, value in step.items()} for step in gradients],
    "rates": rates,
    "cases": [
        {"optimizer": name, "options": ours, "values": trajectory(name, theirs)} for name, ours, theirs in CASES
    ],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(record, separators=(",", ":")).replace('{"optimizer"', '\n{"optimizer"') + "\n")
