"""IMTL-L: minimise sum_k exp(s_k) L_k - s_k over s by Adam. python3 imtl-l.py"""

import numpy as np

from record import Adam, run, tasks, write


def trace(name, options, periods):
    optimiser = Adam(
        tasks, options.get("initial", 0.0), lr=options.get("learningRate", 1e-4), decay=options.get("weightDecay", 0.0)
    )
    for step in (step for period in periods for step in period):
        scale = {task: np.exp(optimiser.x[task]) for task in step["losses"]}
        step["weights"] = scale
        optimiser.step({task: scale[task] * loss - 1 for task, loss in step["losses"].items()})
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(11)),
        trace(
            "fast, from elsewhere",
            {"initial": -1, "learningRate": 0.2, "weightDecay": 0.001},
            run(12, missing={(1, 3, "normals"), (2, 4, "depth"), (2, 4, "segmentation")}),
        ),
    ]
)
