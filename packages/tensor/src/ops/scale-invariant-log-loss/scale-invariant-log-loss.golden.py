"""python3 packages/tensor/src/ops/scale-invariant-log-loss/scale-invariant-log-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, integers, uniform, write

shape = (3, 1, 2, 4)
inputs = {"x": uniform(shape, 1, 0.5, 10), "target": uniform(shape, 2, 0.5, 10)}
close = {"x": (inputs["target"] * (1.5 + uniform(shape, 3, -1e-2, 1e-2))).float().double(), "target": inputs["target"]}
mask = {"mask": integers((3, 2, 4), 2, 7)}


def silog(x, target, mask=None, *, lamb, alpha, sqrt):
    """Eigen et al. 2014, equation 4, or the root of it that BTS takes."""
    d = torch.log(x) - torch.log(target)
    d = d.flatten() if mask is None else d[mask.bool().reshape(d.shape)]
    value = (d**2).mean() - lamb * d.mean() ** 2
    return alpha * (torch.sqrt(value) if sqrt else value)


def named(name, given, lamb=0.5, alpha=1, sqrt=False, per_image=False):
    def function(**inputs):
        if not per_image:
            return silog(**inputs, lamb=lamb, alpha=alpha, sqrt=sqrt)
        images = [{key: value[i] for key, value in inputs.items()} for i in range(3)]
        return torch.stack([silog(**image, lamb=lamb, alpha=alpha, sqrt=sqrt) for image in images]).mean()

    attrs = {"lambda": lamb, "alpha": alpha, "sqrt": sqrt, "perImage": per_image}
    return case(name, function, given, attrs, ["x", "target"])


write(
    __file__,
    [
        named("Eigen et al.", inputs | mask),
        named("each image", inputs | mask, per_image=True),
        named("BTS", inputs | mask, 0.85, 10, True),
        named("a root of each image", inputs, 0.85, 10, True, True),
        named("a factor forgiven", close, 1),
    ],
)
