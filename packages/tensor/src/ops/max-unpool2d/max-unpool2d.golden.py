"""python3 packages/tensor/src/ops/max-unpool2d/max-unpool2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from torch.nn.functional import max_pool2d, max_unpool2d  # noqa: E402

cases = []
for shape, pooling, rest in [
    ((2, 3, 4, 6), {"kernelSize": 2}, {}),
    ((1, 2, 5, 7), {"kernelSize": 2}, {}),
    ((1, 2, 5, 7), {"kernelSize": 2}, {"outputSize": [5, 7]}),
    ((1, 2, 5, 7), {"kernelSize": 2}, {"outputSize": [1, 2, 5, 7]}),
    ((1, 2, 9, 8), {"kernelSize": [2, 1], "stride": 3}, {"outputSize": [9, 8]}),
    ((1, 1, 6, 9), {"kernelSize": [2, 3], "padding": [1, 0]}, {}),
]:
    stride, padding = pooling.get("stride"), pooling.get("padding", 0)
    y, indices = max_pool2d(uniform(shape, 1), pooling["kernelSize"], stride, padding, return_indices=True)
    size = rest.get("outputSize")

    def function(x, indices, pooling=pooling, stride=stride, padding=padding, size=size):
        return max_unpool2d(x, indices, pooling["kernelSize"], stride, padding, size)

    attrs = {**pooling, **rest}
    # `case` clones the inputs and asks no gradient of integers.
    cases.append(case(f"{list(shape)}, {attrs}", function, {"x": uniform(y.shape, 2), "indices": indices}, attrs, ["x"]))

write(__file__, cases)
