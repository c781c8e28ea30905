"""STCH as its authors train with it: the gradient of K mu log sum_k exp(log(L_k / z_k) / mu) by L_k, after a warm-up of
sum_k log L_k; the nadir z is the mean of the period after the warm-up. python3 stch.py"""

import numpy as np

from record import run, write


def trace(name, options, periods):
    mu, warmup, nadir = options.get("mu", 1.0), options.get("warmup", 4), {}
    for t, period in enumerate(periods, 1):
        for step in period:
            losses = step["losses"]
            inside = [task for task in losses if task in nadir]
            total = sum((losses[task] / nadir[task]) ** (1 / mu) for task in inside)
            factor = len(inside) if options.get("factor", "tasks") == "tasks" else 1
            # d/dL_k of mu log sum_j (L_j / z_j)^(1/mu) = (L_k / z_k)^(1/mu) / sum_j (...) / L_k
            step["weights"] = {
                task: factor * (losses[task] / nadir[task]) ** (1 / mu) / total / losses[task] if task in inside else 1 / losses[task]
                for task in losses
            }
        if t > warmup:
            for task in {task for step in period for task in step["losses"]} - set(nadir):
                nadir[task] = np.mean([step["losses"][task] for step in period if task in step["losses"]])
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(51, periods=7, steps=3, missing={(5, 1, "normals"), (6, 2, "depth")})),
        trace(
            "sharp, without the factor, and a nadir that comes late",
            {"mu": 0.3, "warmup": 1, "factor": 1},
            run(52, periods=4, steps=3, missing={(2, s, "depth") for s in (1, 2, 3)}),
        ),
        trace("no warm-up", {"warmup": 0}, run(53)),
    ]
)
