"""Random loss weighting: softmax of standard normal deviates, from Philox by Box and Muller. python3 rlw.py"""

import numpy as np

from record import run, uniforms, write


def trace(name, options, periods):
    draw = 0
    for step in (step for period in periods for step in period):
        labelled = sorted(step["losses"])
        if not labelled:
            continue
        u = uniforms(options.get("seed", 0), draw, 2 * len(labelled))
        draw += 1
        z = np.array([np.sqrt(-2 * np.log(a)) * np.cos(2 * np.pi * b) for a, b in zip(u[::2], u[1::2])])
        step["weights"] = dict(zip(labelled, np.exp(z) / np.sum(np.exp(z))))
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(21)),
        trace("a large seed", {"seed": 4294967295}, run(22, missing={(1, 2, "depth"), (3, 1, "normals")})),
    ]
)
