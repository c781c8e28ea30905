"""What the golden scripts of resampling share: PyTorch's call for one of our targets, and the modes that only ONNX has."""

import torch
from golden import case, uniform
from torch.nn.functional import grid_sample, interpolate

GROWING = [
    ((1, 2, 3, 4), {"size": [6, 8]}),
    ((1, 1, 7, 3), {"size": [13, 5]}),
    ((1, 1, 1, 1), {"size": [9, 3]}),
]
SHRINKING = [
    ((1, 1, 9, 7), {"size": [4, 3]}),
    ((1, 1, 6, 3), {"size": [1, 7]}),
    ((1, 1, 2, 19), {"size": [9, 3]}),
]
# Modes that PyTorch has not, by its sampling at any place.
ONNX = [
    ("asymmetric", (1, 2, 3, 4), {"size": [6, 8]}),
    ("asymmetric", (1, 1, 7, 3), {"size": [13, 5]}),
    ("asymmetric", (1, 1, 9, 7), {"size": [4, 3]}),
    ("asymmetric", (1, 1, 5, 5), {"scaleFactor": 1.189}),
    ("asymmetric", (1, 1, 5, 7), {"scaleFactor": [1.7, 0.6]}),
    ("pytorch_half_pixel", (1, 1, 6, 3), {"size": [1, 7]}),
]


def upsampling_cases(mode, factors, also=()):
    """The cases of `mode`, among them one by two `factors`, and those of its own that are given `also`."""
    scaled = [
        ((1, 1, 3, 4), {"scaleFactor": 2}),
        ((1, 1, 2, 3), {"scaleFactor": 1.4}),
        ((1, 1, 5, 7), {"scaleFactor": factors}),
        ((1, 1, 10, 5), {"scaleFactor": [0.33, 2.1]}),
    ]
    cases = []
    for corners in (False, True):
        for shape, target in [*GROWING, *also, *SHRINKING, *scaled]:
            name = f"{list(shape)} to {target}, align_corners={corners}"
            attrs = {**target, "coordinateMode": "align_corners" if corners else "half_pixel"}
            function = interpolate_to(target, mode, align_corners=corners)
            cases.append(case(name, function, {"x": uniform(shape, 1)}, attrs, ["x"]))
    for positions, shape, target in ONNX:
        attrs = {**target, "coordinateMode": positions}
        function = sample_to(target, mode, positions)
        name = f"{list(shape)} to {target}, {positions}"
        cases.append(case(name, function, {"x": uniform(shape, 1)}, attrs, ["x"]))
    return cases


def interpolate_to(target, mode, **options):
    """PyTorch's resampling to `target` as a function of `x`."""
    factor = target.get("scaleFactor")
    factor = tuple(factor) if isinstance(factor, list) else factor
    return lambda x: interpolate(x, target.get("size"), factor, mode, **options)


def sample_to(target, mode, coordinate_mode):
    """Resampling to `target` in a mode of ONNX's as a function of `x` of two pixels or more along each axis."""

    def function(x):
        at = (onnx_positions(coordinate_mode, x.shape[2 + axis], target, axis) for axis in (0, 1))
        # -1 and 1 are the centres of the first and the last pixel.
        y, x_ = (2 * places / (extent - 1) - 1 for places, extent in zip(at, x.shape[2:]))
        grid = torch.stack(torch.meshgrid(x_, y, indexing="xy"), -1).expand(len(x), -1, -1, -1)
        return grid_sample(x, grid, mode, padding_mode="border", align_corners=True)

    return function


def onnx_positions(coordinate_mode, inputs, target, axis):
    """Where ONNX's Resize places the outputs along one axis of `inputs` pixels."""
    factor = target.get("scaleFactor")
    factor = factor[axis] if isinstance(factor, list) else factor
    outputs = int(inputs * factor) if factor else target["size"][axis]
    scale = factor or outputs / inputs
    o = torch.arange(outputs, dtype=torch.float64)
    return {
        "half_pixel": (o + 0.5) / scale - 0.5,
        "pytorch_half_pixel": (o + 0.5) / scale - 0.5 if outputs > 1 else o,
        "asymmetric": o / scale,
    }[coordinate_mode]
