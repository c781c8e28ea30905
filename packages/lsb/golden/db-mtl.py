"""DB-MTL: the gradients of log L_k, averaged, all brought to the length of the longest. The gram in the record is that of
the averages. python3 db-mtl.py"""

import numpy as np

from record import gram, run, tasks, write


def trace(name, options, periods):
    average, t = {task: np.zeros(7) for task in tasks}, 0
    for step in (step for period in periods for step in period):
        t += 1
        beta = options.get("beta", 0.9) / t ** options.get("sigma", 0)
        names = list(step["losses"])
        loss = {task: step["losses"][task] + options.get("offset", 0.0) for task in names}
        for task in names:
            average[task] = beta * average[task] + (1 - beta) * step["gradients"][task] / loss[task]
        lengths = {task: np.linalg.norm(average[task]) for task in names}
        step["gram"] = gram({task: average[task] for task in names})
        step["average"] = {task: {"keep": beta, "add": (1 - beta) / loss[task]} for task in names}
        step["weights"] = {task: max(lengths.values()) / lengths[task] for task in names}
        step["heads"] = {task: 1 / loss[task] for task in names}
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(161, gradients=True, missing={(1, 2, "depth"), (2, 1, "normals")})),
        trace("a memory that fades, the authors' offset", {"beta": 0.5, "sigma": 0.5, "offset": 1e-8}, run(162, gradients=True)),
        trace("no memory", {"beta": 0}, run(163, gradients=True)),
    ]
)
