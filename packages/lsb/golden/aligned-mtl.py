"""Aligned-MTL by singular values: G = U S V^T becomes sqrt(s) U V^T, and the weights are those of the old gradients in
the new ones' sum. python3 aligned-mtl.py"""

import numpy as np

from record import run, write


def trace(name, options, periods):
    for step in (step for period in periods for step in period):
        names = list(step["losses"])
        k = len(names)
        g = np.array([step["gradients"][task] for task in names])
        p = np.array([options.get("priorities", {}).get(task, 1.0) for task in names])
        p = p / p.sum() * (k if options.get("reduction", "sum") == "sum" else 1)
        u, s, vt = np.linalg.svd(g, full_matrices=False)
        common = {"min": s.min(), "median": np.sort(s)[(k - 1) // 2], "rmse": np.sqrt(np.mean(s**2))}[options.get("scale", "min")]
        update = p @ (common * u @ vt)
        step["weights"] = dict(zip(names, np.linalg.lstsq(g.T, update, rcond=None)[0]))
    return name, options, periods


four = {"names": ["a", "b", "c", "d"], "scales": (1.0, 3.0, 0.5, 1.5), "gradients": True}
write(
    [
        trace("the defaults", {}, run(151, gradients=True, missing={(1, 2, "depth")})),
        trace("the median, priorities", {"scale": "median", "priorities": {"a": 1, "b": 2, "c": 3, "d": 4}}, run(152, **four)),
        trace("the mean square, the mean", {"scale": "rmse", "reduction": "mean"}, run(153, **four)),
    ]
)
