"""python3 packages/tensor/src/ops/ssim/ssim.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, uniform, write

exact = lambda image: image.float().double()


def images(*shape):
    target = uniform(shape, 1, 0, 1)
    return {"x": exact(0.7 * target + 0.3 * uniform(shape, 2, 0, 1)), "target": target}


large, small = images(1, 1, 12, 11), images(1, 2, 6, 7)
# Far from 0, and flat but for the last digits of float32.
flat = {key: exact(0.9 + 1e-3 * image) for key, image in images(1, 1, 6, 7).items()}
valid = torch.ones(1, 6, 7, dtype=torch.int64)
valid[0, 0, 2] = valid[0, 5, 6] = 0
mask = {"mask": valid}


def ssim(x, target, mask=None, *, data_range=1.0, size=11, sigma=1.5, k1=0.01, k2=0.03):
    """Wang et al. 2004, equation 13, as they filter: a window of two dimensions, moments about 0, valid places."""
    places = torch.arange(size, dtype=torch.float64) - (size - 1) / 2
    squares = places[:, None] ** 2 + places[None, :] ** 2
    window = torch.exp(-squares / (2 * sigma**2))
    window = (window / window.sum())[None, None].repeat(x.shape[1], 1, 1, 1)
    filtered = lambda image: F.conv2d(image, window, groups=x.shape[1])
    mx, mt = filtered(x), filtered(target)
    vx, vt = filtered(x * x) - mx * mx, filtered(target * target) - mt * mt
    covariance = filtered(x * target) - mx * mt
    c1, c2 = (k1 * data_range) ** 2, (k2 * data_range) ** 2
    similarity = (2 * mx * mt + c1) * (2 * covariance + c2) / ((mx**2 + mt**2 + c1) * (vx + vt + c2))
    if mask is None:
        return similarity, torch.ones_like(similarity, dtype=torch.bool)
    counts = F.max_pool2d(1 - mask.double().unsqueeze(1), size, stride=1) == 0
    return similarity, counts.expand_as(similarity)


def named(name, given, finish, reduction="mean", data_range=1.0, size=11, sigma=1.5):
    def function(**inputs):
        similarity, counts = ssim(**inputs, data_range=data_range, size=size, sigma=sigma)
        values = finish(similarity)
        return (values * counts) if reduction == "none" else values[counts].mean()

    options = {"dataRange": data_range, "windowSize": size, "sigma": sigma, "k1": 0.01, "k2": 0.03}
    return case(name, function, given, options | {"reduction": reduction}, ["x", "target"])


here = pathlib.Path(__file__)
same, missing = lambda s: s, lambda s: 1 - s
write(
    here.with_name("ssim.golden.py"),
    [
        named("images", large, same),
        named("each window of a mask", small | mask, same, "none", size=3),
        named("another window and range", small, same, data_range=2.0, size=5, sigma=1.1),
        named("almost flat images", flat, same, size=5),
    ],
)
write(
    here.with_name("ssim-loss.golden.py"),
    [
        named("images", large, missing),
        named("each window of a mask", small | mask, missing, "none", size=3),
        named("almost flat images", flat, missing, size=5),
    ],
)
