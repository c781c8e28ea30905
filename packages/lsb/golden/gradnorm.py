"""GradNorm: Adam on sum_k |n_k - mean n r_k^alpha|, by finite formulas from explicit gradients: softmax logits (LibMTL) or
the weights themselves (the paper). python3 gradnorm.py"""

import numpy as np

from record import Adam, run, tasks, write


def trace(name, options, periods):
    alpha, direct = options.get("alpha", 1.5), options.get("form", "softmax") == "direct"
    optimiser = Adam(tasks, 1.0, lr=options.get("learningRate", 1e-4))
    start = {}
    for period in periods:
        for step in period:
            losses = step["losses"]
            if direct:
                start = {**losses, **start}
            group = [task for task in losses if task in start]
            step["weights"] = {task: 1.0 for task in losses}
            if not group:
                continue
            x = np.array([optimiser.x[task] for task in group])
            w = x if direct else len(group) * np.exp(x) / np.sum(np.exp(x))
            step["weights"].update(zip(group, w))
            lengths = np.array([np.linalg.norm(step["gradients"][task]) for task in group])
            rate = np.array([losses[task] / start[task] for task in group])
            target = np.mean(w * lengths) * (rate / np.mean(rate)) ** alpha
            dw = np.sign(w * lengths - target) * lengths
            # dw_i / dx_j = w_i (delta_ij - w_j / K)
            jacobian = np.eye(len(group)) if direct else np.diag(w) - np.outer(w, w) / len(group)
            before = sum(x)
            optimiser.step(dict(zip(group, jacobian.T @ dw)))
            if direct:
                scale = before / sum(optimiser.x[task] for task in group)
                for task in group:
                    optimiser.x[task] *= scale
            step["heads"] = step["weights"] if options.get("heads") == "weighted" else {task: 1.0 for task in losses}
        if not direct:
            for task in {task for step in period for task in step["losses"]} - set(start):
                start[task] = np.mean([step["losses"][task] for step in period if task in step["losses"]])
    return name, options, periods


write(
    [
        trace("the defaults", {}, run(171, gradients=True)),
        trace(
            "fast, labels missing",
            {"learningRate": 0.1, "alpha": 0.5},
            run(172, gradients=True, missing={*((1, s, "depth") for s in (1, 2, 3, 4)), (3, 2, "normals")}),
        ),
        trace(
            "the paper's",
            {"form": "direct", "learningRate": 0.025, "heads": "weighted"},
            run(173, gradients=True, missing={(1, 1, "normals"), (2, 2, "depth")}),
        ),
    ]
)
