"""python3 packages/tensor/src/ops/row-norm/row-norm.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, uniform, write


def given(shape, affine, names=("weight", "bias")):
    inputs = {"x": 2 * uniform(shape, 1) + 3, "weight": uniform(affine, 2, 0.5, 1.5), "bias": uniform(affine, 3)}
    return {key: value for key, value in inputs.items() if key == "x" or key in names}


def named(name, function, inputs, attrs):
    # Of one value a row dx and dweight are 0 but for rounding, which is not worth comparing.
    return case(name, function, inputs, attrs, ["bias"] if name.startswith("one ") else list(inputs))


def group(name, shape, numGroups, eps=1e-5, names=("weight", "bias")):
    def function(x, weight=None, bias=None):
        return F.group_norm(x, numGroups, weight, bias, eps)

    return named(name, function, given(shape, shape[1:2], names), {"numGroups": numGroups, "eps": eps})


def instance(name, shape, eps=1e-5, names=("weight", "bias")):
    def function(x, weight=None, bias=None):
        return F.instance_norm(x, None, None, weight, bias, True, 0.1, eps)

    return named(name, function, given(shape, shape[1:2], names), {"eps": eps})


def layer(name, shape, normalizedShape, eps=1e-5, names=("weight", "bias")):
    def function(x, weight=None, bias=None):
        return F.layer_norm(x, normalizedShape, weight, bias, eps)

    attrs = {"normalizedShape": normalizedShape, "eps": eps}
    return named(name, function, given(shape, normalizedShape, names), attrs)


def golden(name, cases):
    write(pathlib.Path(__file__).with_name(f"{name}.golden.py"), cases)


golden(
    "group-norm",
    [
        group("groups of two channels", (2, 6, 3, 5), 3),
        group("a single group, a large eps, x alone", (2, 4, 3), 1, 0.1, ()),
        group("each channel by itself, a weight alone", (2, 3, 2, 3), 3, names=("weight",)),
        group("no axes but channels", (3, 6), 2),
        group("one value a group, of two images", (2, 3), 3),
    ],
)
golden(
    "instance-norm2d",
    [
        instance("weight and bias", (2, 3, 3, 5)),
        instance("x alone, a large eps", (2, 3, 3, 5), 0.1, ()),
    ],
)
golden(
    "layer-norm",
    [
        layer("the last axis", (2, 3, 5), (5,)),
        layer("the last two axes, a large eps", (4, 3, 5), (3, 5), 0.1),
        layer("x alone", (4, 7), (7,), names=()),
        layer("one element a row", (3, 1), (1,)),
    ],
)
