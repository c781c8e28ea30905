"""UW-SO: softmax((1 / L) / T). python3 uw-so.py"""

import numpy as np

from record import run, write


def trace(name, options, periods):
    for step in (step for period in periods for step in period):
        raised = {task: np.exp(1 / loss / options.get("temperature", 1.0)) for task, loss in step["losses"].items()}
        step["weights"] = {task: value / sum(raised.values()) for task, value in raised.items()}
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(41)),
        trace("a temperature", {"temperature": 20}, run(42, missing={(1, 1, "depth"), (3, 4, "normals")})),
    ]
)
