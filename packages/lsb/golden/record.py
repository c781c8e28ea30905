"""What the golden scripts train on: losses that fall at different paces, their gradients, and where labels are missing.

The scripts beside this one are written from the papers' formulas, in float64 and with explicit gradient vectors; nothing
here knows the TypeScript. Each writes the JSON of its name beside it.
"""

import json
import pathlib
import sys

import numpy as np

tasks = ["normals", "depth", "segmentation"]


def run(seed, periods=3, steps=4, names=tasks, scales=(0.3, 40.0, 2.5), missing=(), gradients=False, after=False):
    """Periods of steps; `missing` holds (period from 1, step from 1, task) without a label."""
    rng = np.random.default_rng(seed)
    k = len(names)
    pace = np.linspace(0.93, 1.01, k)
    # Directions that conflict in part, and drift.
    base = rng.normal(size=(k, 7))
    base[0] -= 0.6 * base[1:].sum(axis=0)
    out, n = [], 0
    for t in range(1, periods + 1):
        period = []
        for s in range(1, steps + 1):
            losses = np.array(scales) * pace**n * rng.uniform(0.7, 1.3, k)
            step = {"losses": {name: float(losses[i]) for i, name in enumerate(names) if (t, s, name) not in missing}}
            if gradients:
                vectors = np.sqrt(losses)[:, None] * (base + 0.5 * rng.normal(size=base.shape))
                step["gradients"] = {name: vectors[i] for i, name in enumerate(names) if name in step["losses"]}
            if after:
                later = losses * rng.uniform(0.9, 1.02, k)
                step["after"] = {name: float(later[i]) for i, name in enumerate(names) if name in step["losses"]}
            period.append(step)
            n += 1
        out.append(period)
    return out


def gram(vectors):
    return {i: {j: float(vectors[i] @ vectors[j]) for j in vectors} for i in vectors}


def floats(values):
    return {name: float(value) for name, value in values.items()}


def write(traces):
    """Traces are (name, options, periods); a step has losses, gram, after, and the expected weights and heads."""
    path = pathlib.Path(sys.argv[0]).with_suffix(".json")
    lines = []
    for name, options, periods in traces:
        for step in (step for period in periods for step in period):
            if "gradients" in step:
                step.setdefault("gram", gram(step["gradients"]))
                del step["gradients"]
            for key in ("weights", "heads"):
                if key in step:
                    step[key] = {task: float(step[key].get(task, 0.0)) for task in periods_tasks(periods)}
        lines.append(json.dumps({"name": name, "tasks": periods_tasks(periods), "options": options, "periods": periods}))
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n")


def periods_tasks(periods):
    return list(dict.fromkeys(task for period in periods for step in period for task in step["losses"]))


class Adam:
    """PyTorch's Adam on one number a task, with weight decay in the gradient."""

    def __init__(self, names, start, lr=1e-4, betas=(0.9, 0.999), eps=1e-8, decay=0.0):
        self.x = {name: start for name in names}
        self.m, self.v, self.t = ({name: 0.0 for name in names} for _ in range(3))
        self.lr, self.betas, self.eps, self.decay = lr, betas, eps, decay

    def step(self, gradient, lr=None):
        b1, b2 = self.betas
        for name, g in gradient.items():
            g = g + self.decay * self.x[name]
            self.t[name] += 1
            self.m[name] = b1 * self.m[name] + (1 - b1) * g
            self.v[name] = b2 * self.v[name] + (1 - b2) * g**2
            m = self.m[name] / (1 - b1 ** self.t[name])
            v = self.v[name] / (1 - b2 ** self.t[name])
            self.x[name] -= (lr or self.lr) * m / (v**0.5 + self.eps)


def philox(counter, key):
    """Philox4x32-10, as in Salmon et al. 2011."""
    x, y, z, w = counter
    k0, k1 = key
    for _ in range(10):
        a, b = 0xD2511F53 * x, 0xCD9E8D57 * z
        x, y, z, w = (b >> 32) ^ y ^ k0, b & 0xFFFFFFFF, (a >> 32) ^ w ^ k1, a & 0xFFFFFFFF
        k0, k1 = (k0 + 0x9E3779B9) & 0xFFFFFFFF, (k1 + 0xBB67AE85) & 0xFFFFFFFF
    return x, y, z, w


assert philox((0, 0, 0, 0), (0, 0)) == (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)


def uniforms(seed, draw, count):
    words = [w for i in range(-(-count // 4)) for w in philox((i, 0, draw, 0x6C7362), (seed, 0))]
    return [(word + 0.5) / 2**32 for word in words[:count]]
