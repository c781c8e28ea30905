"""Loss scale balancing over made-up losses, straight from the rule, in float64: python3 lsb-trace.py > lsb-trace.json

Every step's overall loss is weighted and averaged as it would be in training; nothing here knows the TypeScript.
"""

import json

import numpy as np

rng = np.random.default_rng(2021)


def beta_at(schedule, t):
    if schedule["kind"] == "linear":
        return min(schedule["step"] * (t - 2), schedule.get("cap", np.inf))
    if schedule["kind"] == "ramp":
        return min((t - 2) / (schedule["periods"] - 2), 1.0)
    return schedule["value"]


def trace(name, tasks, options, periods, steps, scales, unlabelled=()):
    """`unlabelled` holds pairs (period from 1, task index) without a label in the whole period; not the first."""
    k = len(tasks)
    pi = np.array([options.get("priorities", {}).get(task, 1.0) for task in tasks])
    pi = pi / pi.sum()
    beta = options.get("beta", {"kind": "linear", "step": 0.02})
    w, means, overalls, records, losses = pi, [], [], [], []
    for t in range(1, periods + 1):
        # Falling at a pace of its own per task, with noise; one row per step.
        pace = np.linspace(0.7, 1.05, k)
        step_losses = scales * pace ** (t - 1) * rng.uniform(0.5, 1.5, (steps, k))
        missing = [i for i in range(k) if (t, i) in unlabelled]
        mean = np.mean(step_losses, axis=0)
        if "floor" in options:
            mean = np.maximum(mean, options["floor"])
        for i in missing:
            mean[i] = means[-1][i]
        plain = not missing and "floor" not in options
        overall = np.mean(np.sum(w * step_losses, axis=1)) if plain else np.sum(w * mean)
        means.append(mean)
        overalls.append(overall)

        # The weights of period t + 1.
        if t == 1:
            new_w, d, b = pi * overalls[0] / means[0], None, 0.0
        else:
            b = beta_at(beta, t + 1)
            d = ((means[-1] / means[-2]) / (overalls[-1] / overalls[-2])) ** b
            if "maxLogDifficulty" in options:
                d = np.exp(np.clip(np.log(d), -options["maxLogDifficulty"], options["maxLogDifficulty"]))
            alpha = 1.0 / np.sum(pi * d)
            new_w = alpha * pi * overalls[-1] / means[-1] * d
        named = lambda values: {task: float(value) for task, value in zip(tasks, values)}
        records.append(
            {
                "period": t,
                "means": named(mean),
                "overall": float(overall),
                "trained": named(w),
                "weights": named(new_w),
                "difficulty": None if d is None else named(d),
                "beta": float(b),
                "carried": [tasks[i] for i in missing],
            }
        )
        losses.append(
            [{task: float(row[i]) for i, task in enumerate(tasks) if i not in missing} for row in step_losses]
        )
        w = new_w
    return {"name": name, "tasks": tasks, "options": options, "losses": losses, "records": records}


three = ["segmentation", "depth", "normals"]
print(
    json.dumps(
        [
            trace("the defaults", three, {}, 8, 4, np.array([2.5, 0.8, 0.3])),
            trace(
                "a steep linear beta with a cap, and priorities",
                three,
                {"priorities": {"segmentation": 2, "depth": 1, "normals": 0.5}, "beta": {"kind": "linear", "step": 0.5, "cap": 1.2}},
                7,
                3,
                np.array([1e6, 1e-6, 1.0]),
            ),
            trace("a ramp", ["a", "b"], {"beta": {"kind": "ramp", "periods": 6}}, 8, 3, np.array([1e-9, 30.0])),
            trace(
                "a constant beta over scales from 1e-12 to 1e12",
                ["t%d" % i for i in range(7)],
                {"beta": {"kind": "constant", "value": 1}},
                5,
                2,
                10.0 ** np.arange(-12, 13, 4),
            ),
            trace(
                "a limit on log D",
                three,
                {"beta": {"kind": "constant", "value": 2}, "maxLogDifficulty": 0.1},
                6,
                3,
                np.array([2.5, 0.8, 0.3]),
            ),
            trace("a floor", three, {"floor": 0.5}, 6, 3, np.array([2.5, 0.8, 0.3])),
            trace(
                "periods without labels",
                three,
                {"beta": {"kind": "constant", "value": 1}},
                7,
                3,
                np.array([2.5, 0.8, 0.3]),
                {(3, 1), (4, 1), (4, 2), (6, 0), (6, 1), (6, 2)},
            ),
        ],
        indent=1,
    )
)
