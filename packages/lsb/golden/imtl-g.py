"""IMTL-G by the paper's closed form: alpha_2.. = g_1 U^T (D U^T)^-1, D and U the differences of the gradients, and of the
unit gradients, to the first. python3 imtl-g.py"""

import numpy as np

from record import run, write


def trace(name, options, periods):
    for step in (step for period in periods for step in period):
        names = list(step["losses"])
        g = np.array([step["gradients"][task] for task in names])
        u = g / np.linalg.norm(g, axis=1, keepdims=True)
        d, e = g[0] - g[1:], u[0] - u[1:]
        rest = (g[0] @ e.T) @ np.linalg.inv(d @ e.T) if len(names) > 1 else np.zeros(0)
        step["weights"] = dict(zip(names, np.concatenate([[1 - rest.sum()], rest])))
        step["heads"] = step["weights"] if options.get("heads") == "weighted" else {task: 1.0 for task in names}
    return name, options, periods


four = {"names": ["a", "b", "c", "d"], "scales": (1.0, 3.0, 0.5, 1.5), "gradients": True}
write(
    [
        trace("the defaults", {}, run(131, gradients=True, missing={(1, 2, "depth"), (2, 1, "depth"), (2, 1, "normals")})),
        trace("heads with the weights", {"heads": "weighted"}, run(132, **four)),
    ]
)
