"""Uncertainty weighting: minimise sum_k f_k exp(-s_k) L_k + s_k / 2 over s by Adam. python3 uw.py"""

import numpy as np

from record import Adam, run, tasks, write


def trace(name, options, periods):
    optimiser = Adam(
        tasks, options.get("initial", -0.5), lr=options.get("learningRate", 1e-4), decay=options.get("weightDecay", 0.0)
    )
    factors = options.get("factors", {task: 0.5 for task in tasks})
    for step in (step for period in periods for step in period):
        losses = step["losses"]
        step["weights"] = {task: factors[task] * np.exp(-optimiser.x[task]) for task in losses}
        # The derivative of the objective by s_k.
        optimiser.step(
            {task: -factors[task] * np.exp(-optimiser.x[task]) * losses[task] + 0.5 for task in losses},
            step.get("learningRate"),
        )
    return name, options, periods


scheduled = run(3)
for n, step in enumerate(step for period in scheduled for step in period):
    step["learningRate"] = 0.1 * 0.9**n
write(
    [
        trace("the defaults", {}, run(1)),
        trace(
            "fast, from 0, with decay and a task of classes",
            {"initial": 0, "learningRate": 0.1, "weightDecay": 0.01, "factors": {"normals": 0.5, "depth": 0.5, "segmentation": 1}},
            run(2, missing={(1, 2, "depth"), (2, 1, "normals"), (2, 1, "depth"), (2, 2, "normals")}),
        ),
        trace("a schedule", {}, scheduled),
    ]
)
