"""DWA: K softmax(r / T), r_k the ratio of the task's latest two means. python3 dwa.py"""

import numpy as np

from record import run, tasks, write


def trace(name, options, periods):
    means = []
    for period in periods:
        if len(means) < 2:
            w = {task: 1.0 for task in tasks}
        else:
            x = np.array([means[-1][task] / means[-2][task] for task in tasks]) / options.get("temperature", 2.0)
            w = dict(zip(tasks, len(tasks) * np.exp(x) / np.sum(np.exp(x))))
        for step in period:
            step["weights"] = {task: w[task] for task in step["losses"]}
        seen = {task: [step["losses"][task] for step in period if task in step["losses"]] for task in tasks}
        means.append({task: np.mean(seen[task]) if seen[task] else means[-1][task] for task in tasks})
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(81, periods=5)),
        trace(
            "cold, and labels missing",
            {"temperature": 0.5},
            run(82, periods=5, steps=2, missing={(2, 1, "normals"), (3, 1, "depth"), (3, 2, "depth")}),
        ),
    ]
)
