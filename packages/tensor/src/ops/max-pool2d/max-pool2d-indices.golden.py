"""python3 packages/tensor/src/ops/max-pool2d/max-pool2d-indices.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import dump, integers, write  # noqa: E402
from torch.nn.functional import max_pool2d  # noqa: E402

# Few values, so that most windows hold their largest one more than once.
cases = []
for shape, options in [
    ((2, 2, 5, 7), {"kernelSize": 2}),
    ((1, 2, 7, 9), {"kernelSize": 3, "stride": 2, "padding": 1}),
    ((1, 2, 7, 9), {"kernelSize": [2, 3], "stride": [1, 2], "padding": [1, 0], "dilation": [3, 1]}),
    ((1, 1, 9, 8), {"kernelSize": 3, "stride": 1, "padding": 1, "dilation": 2}),
    ((1, 2, 6, 8), {"kernelSize": 3, "stride": 2, "ceilMode": True}),
]:
    x = integers(shape, 3, 2).double()
    y, indices = max_pool2d(
        x,
        options["kernelSize"],
        options.get("stride"),
        options.get("padding", 0),
        options.get("dilation", 1),
        options.get("ceilMode", False),
        return_indices=True,
    )
    name = f"{list(shape)}, {options}"
    cases.append({"name": name, "options": options, "x": dump(x), "y": dump(y), "indices": dump(indices)})

write(__file__, cases)
