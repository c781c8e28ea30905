"""CAGrad: the v of the simplex with the least <g_v, g_0> + c |g_0| |g_v|, by trying every face: on one, v is an affine
function of t = |g_v|, which is then a root of a quadratic. python3 cagrad.py"""

import itertools

import numpy as np

from record import run, write


def least(vectors, radius):
    gram, k = vectors @ vectors.T, len(vectors)
    towards = gram @ np.ones(k) / k
    value = lambda v: towards @ v + radius * np.sqrt(max(0.0, v @ gram @ v))
    best = (np.inf, None)
    for size in range(1, k + 1):
        for face in itertools.combinations(range(k), size):
            at = list(face)
            # Stationary: towards + (radius / t) G v = level on the face, sum v = 1; so G v = level' - (t / radius) towards.
            m = np.block([[gram[np.ix_(at, at)], -np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
            v0 = np.linalg.solve(m, np.append(np.zeros(size), 1.0))[:size]
            v1 = np.linalg.solve(m, np.append(-towards[at] / radius, 0.0))[:size]
            g = gram[np.ix_(at, at)]
            for t in np.roots([v1 @ g @ v1 - 1, 2 * v0 @ g @ v1, v0 @ g @ v0]):
                v = np.zeros(k)
                v[at] = v0 + np.real(t) * v1
                if abs(np.imag(t)) < 1e-12 and np.real(t) > 0 and np.all(v >= 0):
                    best = min(best, (value(v), v), key=lambda pair: pair[0])
    return best[1]


def trace(name, options, periods):
    c = options.get("c", 0.5)
    for step in (step for period in periods for step in period):
        names = list(step["losses"])
        x = np.array([step["gradients"][task] for task in names])
        k = len(names)
        radius = c * np.linalg.norm(x.mean(axis=0))
        v = least(x, radius)
        w = (1 / k + radius * v / np.linalg.norm(v @ x)) / {"square": 1 + c**2, "linear": 1 + c, "none": 1}[options.get("rescale", "square")]
        step["weights"] = dict(zip(names, w * (k if options.get("factor") == "tasks" else 1)))
    return name, options, periods


four = {"names": ["a", "b", "c", "d"], "scales": (1.0, 3.0, 0.5, 1.5), "gradients": True}
write(
    [
        trace("the defaults", {}, run(121, gradients=True, missing={(1, 2, "depth")})),
        trace("nearer, as in Nash-MTL's code", {"c": 0.4, "factor": "tasks"}, run(122, **four)),
        trace("farther, without rescaling", {"c": 0.9, "rescale": "none"}, run(123, **four)),
        trace("the linear rescaling", {"c": 0.2, "rescale": "linear"}, run(124, **four)),
    ]
)
