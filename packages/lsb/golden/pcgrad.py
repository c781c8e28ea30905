"""PCGrad: gradients projected off those that they go against, in random orders (Fisher and Yates, from Philox). The
weights come from the vectors in the end, by least squares. python3 pcgrad.py"""

import numpy as np

from record import run, uniforms, write


def shuffled(size, u):
    order = list(range(size))
    for i, last in enumerate(range(size - 1, 0, -1)):
        chosen = int(u[i] * (last + 1))
        order[last], order[chosen] = order[chosen], order[last]
    return order


def trace(name, options, periods):
    draw = 0
    for step in (step for period in periods for step in period):
        names = sorted(step["losses"])
        g = np.array([step["gradients"][task] for task in names])
        k = len(names)
        each = options.get("order", "each") == "each"
        u = uniforms(options.get("seed", 0), draw, k * (k - 1) if each else k - 1)
        draw += 1
        total = np.zeros(g.shape[1])
        for i in range(k):
            p = g[i].copy()
            for j in shuffled(k, u[i * (k - 1) :] if each else u):
                if (j != i or options.get("itself")) and p @ g[j] < 0:
                    p -= (p @ g[j]) / (g[j] @ g[j]) * g[j]
            total += p
        if options.get("reduction") == "mean":
            total /= k
        step["weights"] = dict(zip(names, np.linalg.lstsq(g.T, total, rcond=None)[0]))
    return name, options, periods


five = {"names": ["a", "b", "c", "d", "e"], "scales": (1.0, 1.2, 0.9, 1.0, 1.1), "gradients": True}
write(
    [
        trace("the defaults", {}, run(111, gradients=True, missing={(2, 3, "normals")})),
        trace("five tasks, a seed", {"seed": 99}, run(112, **five)),
        trace("one order for all, the mean", {"seed": 5, "order": "once", "reduction": "mean"}, run(113, **five)),
        trace("itself as well, which projections can turn a gradient against", {"itself": True}, run(117, **five)),
    ]
)
