"""python3 packages/tensor/src/ops/adaptive-avg-pool2d/adaptive-avg-pool2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from torch.nn.functional import adaptive_avg_pool2d  # noqa: E402

cases = []
for shape, size in [
    ((2, 2, 5, 7), 1),
    ((1, 2, 4, 6), 2),
    ((1, 2, 7, 10), [3, 4]),
    ((1, 1, 3, 4), [7, 6]),
    ((1, 1, 3, 19), [5, 4]),
    ((1, 2, 5, 7), [None, 3]),
    ((1, 2, 5, 7), [2, None]),
]:

    def function(x, size=size):
        return adaptive_avg_pool2d(x, size)

    attrs = {"outputSize": size}
    cases.append(case(f"{list(shape)} to {size}", function, {"x": uniform(shape, 1)}, attrs, ["x"]))

write(__file__, cases)
