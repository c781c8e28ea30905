"""python3 packages/tensor/src/ops/interpolate/interpolate.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from torch.nn.functional import interpolate  # noqa: E402

names = {"scaleFactor": "scale_factor", "alignCorners": "align_corners", "recomputeScaleFactor": "recompute_scale_factor"}
cases = []
for shape, options in [
    ((1, 1, 3, 4), {"size": 5}),
    ((1, 1, 3, 4), {"scaleFactor": 2}),
    *(
        ((1, 1, 4, 5), {"scaleFactor": [1.7, 0.6], "mode": mode, **rest})
        for mode in ("nearest", "nearest-exact", "bilinear", "bicubic", "area")
        # With the factor itself, and with the ratio of extents.
        for rest in ({"recomputeScaleFactor": False}, {"recomputeScaleFactor": True})
    ),
    *(
        ((1, 1, 4, 5), {"scaleFactor": [1.7, 0.6], "mode": mode, "antialias": True, **rest})
        for mode in ("bilinear", "bicubic")
        for rest in ({}, {"recomputeScaleFactor": True}, {"alignCorners": True})
    ),
    *(((1, 1, 3, 4), {"size": [5, 3], "mode": mode, "alignCorners": True}) for mode in ("bilinear", "bicubic")),
    # 3 · 1.9 and 10 · 0.7 are rounded in binary before they are rounded down.
    *(((1, 1, 3, 10), {"scaleFactor": [1.9, 0.7], "mode": mode}) for mode in ("nearest", "bilinear", "area")),
    ((1, 1, 10, 3), {"scaleFactor": [0.3, 2.3333333333333335], "mode": "area"}),
]:

    def function(x, options=options):
        arguments = {names.get(key, key): tuple(v) if isinstance(v, list) else v for key, v in options.items()}
        # The nearest pixel depends on how its position is rounded, in float32.
        nearest = "nearest" in options.get("mode", "nearest")
        return interpolate(x.float(), **arguments).double() if nearest else interpolate(x, **arguments)

    cases.append(case(f"{list(shape)}, {options}", function, {"x": uniform(shape, 1)}, options, ["x"]))

write(__file__, cases)
