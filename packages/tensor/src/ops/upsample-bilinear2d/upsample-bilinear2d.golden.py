"""python3 packages/tensor/src/ops/upsample-bilinear2d/upsample-bilinear2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from torch.nn.functional import interpolate  # noqa: E402

cases = []
for corners in (False, True):
    for shape, target in [
        ((1, 2, 3, 4), {"size": [6, 8]}),
        ((1, 1, 7, 3), {"size": [13, 5]}),
        ((1, 1, 1, 1), {"size": [9, 3]}),
        ((1, 1, 5, 5), {"size": [5, 5]}),
        ((1, 1, 9, 7), {"size": [4, 3]}),
        ((1, 1, 6, 3), {"size": [1, 7]}),
        ((1, 1, 2, 19), {"size": [9, 3]}),
        ((1, 1, 3, 4), {"scaleFactor": 2}),
        ((1, 1, 2, 3), {"scaleFactor": 1.4}),
        ((1, 1, 5, 7), {"scaleFactor": [1.7, 0.6]}),
        ((1, 1, 10, 5), {"scaleFactor": [0.33, 2.1]}),
    ]:
        factor = target.get("scaleFactor")

        def function(x, target=target, factor=factor, corners=corners):
            return interpolate(
                x,
                size=target.get("size"),
                scale_factor=tuple(factor) if isinstance(factor, list) else factor,
                mode="bilinear",
                align_corners=corners,
            )

        name = f"{list(shape)} to {target}, align_corners={corners}"
        attrs = {**target, "alignCorners": corners}
        cases.append(case(name, function, {"x": uniform(shape, 1)}, attrs, ["x"]))

write(__file__, cases)
