"""python3 packages/tensor/src/ops/upsample-bicubic2d/upsample-bicubic2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, onnx_positions, sample_at, uniform, write  # noqa: E402
from torch.nn.functional import interpolate  # noqa: E402

cases = []
for corners in (False, True):
    for shape, target in [
        ((1, 2, 3, 4), {"size": [6, 8]}),
        ((1, 1, 7, 3), {"size": [13, 5]}),
        ((1, 1, 1, 1), {"size": [9, 3]}),
        ((1, 1, 9, 7), {"size": [4, 3]}),
        ((1, 1, 6, 3), {"size": [1, 7]}),
        ((1, 1, 2, 19), {"size": [9, 3]}),
        ((1, 1, 3, 4), {"scaleFactor": 2}),
        ((1, 1, 2, 3), {"scaleFactor": 1.4}),
        # A factor counts along an axis that it leaves as long as it is. Along both, PyTorch's gradient would be a copy.
        ((1, 1, 5, 7), {"scaleFactor": [1.189, 0.6]}),
        ((1, 1, 10, 5), {"scaleFactor": [0.33, 2.1]}),
    ]:
        factor = target.get("scaleFactor")

        def function(x, target=target, factor=factor, corners=corners):
            return interpolate(
                x,
                size=target.get("size"),
                scale_factor=tuple(factor) if isinstance(factor, list) else factor,
                mode="bicubic",
                align_corners=corners,
            )

        name = f"{list(shape)} to {target}, align_corners={corners}"
        attrs = {**target, "coordinateMode": "align_corners" if corners else "half_pixel"}
        cases.append(case(name, function, {"x": uniform(shape, 1)}, attrs, ["x"]))

# Modes that PyTorch has not, by its sampling at any place.
for mode, shape, target in [
    ("asymmetric", (1, 2, 3, 4), {"size": [6, 8]}),
    ("asymmetric", (1, 1, 7, 3), {"size": [13, 5]}),
    ("asymmetric", (1, 1, 9, 7), {"size": [4, 3]}),
    ("asymmetric", (1, 1, 5, 5), {"scaleFactor": 1.189}),
    ("asymmetric", (1, 1, 5, 7), {"scaleFactor": [1.7, 0.6]}),
    ("pytorch_half_pixel", (1, 1, 6, 3), {"size": [1, 7]}),
]:

    def function(x, mode=mode, target=target):
        rows, columns = (onnx_positions(mode, x.shape[2 + axis], target, axis) for axis in (0, 1))
        return sample_at(x, rows, columns, "bicubic")

    attrs = {**target, "coordinateMode": mode}
    cases.append(case(f"{list(shape)} to {target}, {mode}", function, {"x": uniform(shape, 1)}, attrs, ["x"]))

write(__file__, cases)
