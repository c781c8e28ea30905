"""python3 packages/tensor/src/ops/adaptive-max-pool2d/adaptive-max-pool2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, dump, integers, uniform, write  # noqa: E402
from torch.nn.functional import adaptive_max_pool2d  # noqa: E402

cases = []
for shape, size in [
    ((2, 2, 5, 7), 1),
    ((1, 2, 7, 10), [3, 4]),
    ((1, 1, 3, 4), [7, 6]),
    ((1, 2, 5, 7), [None, 3]),
]:

    def function(x, size=size):
        return adaptive_max_pool2d(x, size)

    # Few values, so that most windows hold their largest one more than once.
    for kind, x in (("", uniform(shape, 1)), (", with ties", integers(shape, 2, 2).double())):
        made = case(f"{list(shape)} to {size}{kind}", function, {"x": x}, {"outputSize": size}, ["x"])
        cases.append({**made, "indices": dump(adaptive_max_pool2d(x, size, return_indices=True)[1])})

write(__file__, cases)
