"""python3 packages/tensor/src/ops/upsample-nearest2d/upsample-nearest2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from resample import interpolate_to  # noqa: E402

cases = []
for shape, target in [
    ((1, 2, 4, 5), {"size": [8, 10]}),
    ((1, 1, 7, 3), {"size": [13, 5]}),
    ((1, 1, 1, 1), {"size": [9, 3]}),
    ((1, 1, 5, 5), {"size": [5, 5]}),
    ((1, 1, 9, 13), {"size": [4, 5]}),
    ((1, 1, 2, 19), {"size": [9, 3]}),
    # Where float32 rounds a position below the whole number that it is: input 1 starts one output late.
    ((1, 1, 2, 1), {"size": [82, 1]}),
    ((1, 1, 1, 3), {"size": [1, 123]}),
    ((1, 1, 5, 7), {"scaleFactor": 2}),
    ((1, 1, 5, 7), {"scaleFactor": [1.7, 0.6]}),
    ((1, 1, 10, 5), {"scaleFactor": [0.33, 2.1]}),
]:
    for exact in (False, True):
        resize = interpolate_to(target, "nearest-exact" if exact else "nearest")

        def function(x, resize=resize):
            # In float32, since the choice of a pixel depends on how the position is rounded.
            return resize(x.float()).double()

        attrs = {**target, "exact": exact}
        name = f"{list(shape)} to {target}, exact={exact}"
        cases.append(case(name, function, {"x": uniform(shape, 1)}, attrs, ["x"]))

write(__file__, cases)
