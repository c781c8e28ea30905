"""Nash-MTL: G alpha = 1 / alpha one task after the other; the authors' norms. python3 nash-mtl.py"""

import numpy as np

from record import run, write


def bargain(gram):
    """One alpha after the other as the positive root of G_kk a^2 + b a = 1, over and over: the objective is convex."""
    alpha = 1 / np.sqrt(np.diag(gram))
    for _ in range(100_000):
        for k in range(len(alpha)):
            b = gram[k] @ alpha - gram[k, k] * alpha[k]
            alpha[k] = 2 / (b + np.sqrt(b * b + 4 * gram[k, k]))
        if np.max(np.abs(alpha * (gram @ alpha) - 1)) < 1e-14:
            break
    assert np.max(np.abs(alpha * (gram @ alpha) - 1)) < 1e-12
    return alpha


def trace(name, options, periods):
    kept, n = {}, 0
    for step in (step for period in periods for step in period):
        names = list(step["losses"])
        g = np.array([step["gradients"][task] for task in names])
        gram = g @ g.T
        if n % options.get("every", 1) == 0:
            scale = np.sqrt(np.linalg.norm(gram)) if options.get("normalize", True) else 1.0
            kept.update(zip(names, scale * bargain(gram)))
        n += 1
        alpha = np.array([kept.get(task, 1.0) for task in names])
        length = np.linalg.norm(alpha @ g)
        step["heads"] = dict(zip(names, alpha))
        step["weights"] = dict(zip(names, alpha * min(1, options.get("maxNorm", 1.0) / length)))
    return name, options, periods


four = {"names": ["a", "b", "c", "d"], "scales": (1.0, 3.0, 0.5, 1.5), "gradients": True}
write(
    [
        trace("the defaults", {}, run(141, gradients=True, missing={(1, 2, "depth")})),
        trace("a bargain for three steps, a distant limit", {"every": 3, "maxNorm": 1000}, run(142, **four)),
        trace("the paper's", {"normalize": False, "maxNorm": 1e9}, run(143, **four)),
    ]
)
