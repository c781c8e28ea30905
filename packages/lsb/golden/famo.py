"""FAMO: w_k = (z_k / L_k) / sum_j z_j / L_j with z = softmax(xi); then xi by Adam along J^T (log L before - log L after),
J the Jacobian of the softmax. python3 famo.py"""

import numpy as np

from record import Adam, run, tasks, write


def trace(name, options, periods):
    optimiser = Adam(tasks, 0.0, lr=options.get("learningRate", 0.025), decay=options.get("weightDecay", 1e-3))
    offset = options.get("offset", 0.0)
    softmax = lambda names: np.exp([optimiser.x[n] for n in names]) / np.sum(np.exp([optimiser.x[n] for n in names]))
    for step in (step for period in periods for step in period):
        names = list(step["losses"])
        losses = np.array([step["losses"][task] for task in names]) + offset
        w = softmax(names) / losses
        step["weights"] = dict(zip(names, w / np.sum(w)))
        seen = list(step["after"])
        z = softmax(seen)
        delta = np.array([np.log(step["losses"][n] + offset) - np.log(step["after"][n] + offset) for n in seen])
        optimiser.step(dict(zip(seen, (np.diag(z) - np.outer(z, z)) @ delta)))
    return name, options, periods


holes = run(72, after=True, missing={(1, 2, "depth"), (2, 2, "normals"), (2, 2, "depth")})
del holes[0][0]["after"]["normals"]
write(
    [
        trace("the defaults", {}, run(71, after=True)),
        trace("fast, with the authors' offset", {"learningRate": 0.3, "weightDecay": 0.01, "offset": 1e-8}, holes),
    ]
)
