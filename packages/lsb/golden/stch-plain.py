"""STCH of the losses themselves: the gradient of mu log sum_k exp(lambda_k (L_k - z_k) / mu). python3 stch-plain.py"""

import numpy as np

from record import run, tasks, write


def trace(name, options, periods):
    mu, ideal = options.get("mu", 1.0), options.get("ideal", {})
    lam = options.get("priorities", {task: 1.0 for task in tasks})
    lam = {task: value / sum(lam.values()) for task, value in lam.items()}
    for step in (step for period in periods for step in period):
        y = {task: np.exp(lam[task] * (loss - ideal.get(task, 0.0)) / mu) for task, loss in step["losses"].items()}
        step["weights"] = {task: lam[task] * value / sum(y.values()) for task, value in y.items()}
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(61, missing={(1, 2, "depth")})),
        trace(
            "priorities and an ideal",
            {"mu": 10, "priorities": {"normals": 4, "depth": 1, "segmentation": 2}, "ideal": {"normals": 0.1, "depth": 20, "segmentation": 3}},
            run(62),
        ),
    ]
)
