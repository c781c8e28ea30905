"""Learning rates of PyTorch's schedulers over 24 steps, from a rate of 1.

    python3 packages/nn/golden/schedules.py
"""

import json
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler

warnings.simplefilter("ignore")
STEPS = 24


def rates(schedulers):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    stacked = [make(optimizer) for make in schedulers]
    values = []
    for _ in range(STEPS):
        values.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        for scheduler in stacked:
            scheduler.step()
    return values


step = lambda optimizer: lr_scheduler.StepLR(optimizer, 7, gamma=0.5)
polynomial = lambda optimizer: lr_scheduler.PolynomialLR(optimizer, 20, power=0.9)
cosine = lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
cosine_floor = lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, STEPS, eta_min=0.1)
warm = lambda optimizer: lr_scheduler.LinearLR(optimizer, start_factor=1 / 5, total_iters=4)
record = {
    "torch": torch.__version__,
    "step 7, 0.5": rates([step]),
    "polynomial 20, 0.9": rates([polynomial]),
    "cosine 24": rates([cosine]),
    "cosine 24, floor 0.1": rates([cosine_floor]),
    "step 7, 0.5, warm-up 5": rates([step, warm]),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(record, separators=(",", ":")).replace(',"', ',\n"') + "\n")
