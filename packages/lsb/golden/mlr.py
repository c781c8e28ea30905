"""MLR: first w_k = L c_k / L_k, then w_k *= clip(1 + lambda ((L / L') (L'_k / L_k) - 1), 1/2, 2). python3 mlr.py"""

import numpy as np

from record import run, tasks, write


def trace(name, options, periods):
    c = options.get("priorities", {task: 1.0 for task in tasks})
    c = np.array([c[task] for task in tasks]) / sum(c.values())
    w, before, overall_before = c.copy(), None, None
    for t, period in enumerate(periods):
        for step in period:
            step["weights"] = {task: w[i] for i, task in enumerate(tasks) if task in step["losses"]}
        seen = [[step["losses"][task] for step in period if task in step["losses"]] for task in tasks]
        means = np.array([np.mean(s) if s else before[i] for i, s in enumerate(seen)])
        overall = np.sum(w * means)
        if before is None:
            w = overall * c / means
        else:
            epoch = t // options.get("periodsPerEpoch", 4)
            lam = max(options.get("start", 3.0) + options.get("slope", -1.5) * epoch, options.get("end", -3.0))
            w = w * np.clip(1 + lam * (overall / overall_before * (before / means) - 1), 0.5, 2.0)
        before, overall_before = means, np.sum(w * means)
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(91, periods=20, steps=2)),
        trace(
            "priorities, other rates, labels missing",
            {"priorities": {"normals": 1, "depth": 2, "segmentation": 5}, "periodsPerEpoch": 1, "start": 1, "slope": -0.25, "end": -1},
            run(92, periods=12, steps=2, missing={(3, 1, "depth"), (5, 1, "normals"), (5, 2, "normals")}),
        ),
    ]
)
