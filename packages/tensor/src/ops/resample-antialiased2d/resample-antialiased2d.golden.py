"""python3 packages/tensor/src/ops/resample-antialiased2d/resample-antialiased2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from resample import interpolate_to  # noqa: E402

# None to one column, for which PyTorch 2.13 repeats the first row, and no factor along an axis that it leaves as long
# as it is, where its gradient is not of what it does.
cases = []
for mode in ("bilinear", "bicubic"):
    for corners in (False, True):
        for shape, target in [
            ((1, 2, 6, 8), {"size": [3, 4]}),
            ((1, 1, 11, 5), {"size": [4, 3]}),
            ((1, 1, 3, 4), {"size": [7, 6]}),
            ((1, 1, 2, 13), {"size": [5, 3]}),
            ((1, 1, 6, 9), {"size": [6, 4]}),
            ((1, 1, 5, 6), {"size": [1, 3]}),
            ((1, 1, 7, 8), {"scaleFactor": 0.37}),
            ((1, 1, 5, 9), {"scaleFactor": [2.3, 0.45]}),
        ]:
            function = interpolate_to(target, mode, align_corners=corners, antialias=True)
            name = f"{list(shape)} to {target}, {mode}, align_corners={corners}"
            attrs = {**target, "filter": mode, "alignCorners": corners}
            cases.append(case(name, function, {"x": uniform(shape, 1)}, attrs, ["x"]))

write(__file__, cases)
