"""MGDA: the shortest convex combination of gradients, by trying every face of the simplex. python3 mgda.py"""

import itertools

import numpy as np

from record import run, write


def shortest(vectors):
    """Least |v^T X| on the simplex: on each face solve the equations of its flat, keep the shortest that is inside."""
    best, k = (np.inf, None), len(vectors)
    for size in range(1, k + 1):
        for face in itertools.combinations(range(k), size):
            x = vectors[list(face)]
            # v = the part of the flat through the points of the face that is nearest to 0, in affine coordinates.
            free, *_ = np.linalg.lstsq((x[1:] - x[0]).T, -x[0], rcond=None)
            v = np.zeros(k)
            v[list(face)] = np.concatenate([[1 - np.sum(free)], free])
            if np.all(v >= 0):
                best = min(best, (np.linalg.norm(v @ vectors), v), key=lambda pair: pair[0])
    return best[1]


def trace(name, options, periods):
    for step in (step for period in periods for step in period):
        names = list(step["losses"])
        x = np.array([step["gradients"][task] for task in names])
        lengths, losses = np.linalg.norm(x, axis=1), np.array([step["losses"][task] for task in names])
        n = {"none": 1 + 0 * losses, "l2": lengths, "loss": losses, "loss+": losses * lengths}[options.get("normalize", "none")]
        alpha = shortest(x / n[:, None]) * (len(names) if options.get("total") == "tasks" else 1)
        w = alpha if options.get("apply") == "raw" else alpha / n
        step["weights"] = dict(zip(names, w))
        step["heads"] = step["weights"] if options.get("heads") == "weighted" else {task: 1.0 for task in names}
    return name, options, periods


four = {"names": ["a", "b", "c", "d"], "scales": (1.0, 3.0, 0.5, 1.5), "gradients": True}
write(
    [
        trace("the defaults", {}, run(101, missing={(1, 2, "depth")}, gradients=True)),
        trace("unit gradients", {"normalize": "l2", "heads": "weighted"}, run(102, **four)),
        trace("by the losses, on the raw gradients", {"normalize": "loss", "apply": "raw"}, run(103, **four)),
        trace("by both, to the number of tasks", {"normalize": "loss+", "total": "tasks"}, run(104, **four)),
    ]
)
