"""python3 packages/tensor/src/ops/max-pool2d/max-pool2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, integers, uniform, write  # noqa: E402
from torch.nn.functional import max_pool2d, pad  # noqa: E402

cases = []
for shape, options in [
    ((2, 3, 4, 6), {"kernelSize": 2}),
    ((1, 2, 5, 7), {"kernelSize": 2}),
    ((1, 2, 7, 9), {"kernelSize": 3, "stride": 2, "padding": 1}),
    ((1, 2, 7, 9), {"kernelSize": [2, 3], "stride": [1, 2], "padding": [1, 0], "dilation": [3, 1]}),
    ((1, 1, 9, 8), {"kernelSize": 3, "stride": 1, "padding": 1, "dilation": 2}),
    ((1, 1, 9, 8), {"kernelSize": 2, "stride": 3}),
    ((1, 2, 6, 8), {"kernelSize": 3, "stride": 2, "ceilMode": True}),
    ((1, 1, 3, 3), {"kernelSize": 2, "stride": 2, "padding": 1, "ceilMode": True}),
    ((1, 1, 4, 6), {"kernelSize": 5, "ceilMode": True}),
    ((1, 2, 5, 6), {"kernelSize": 3, "stride": 2, "padding": [2, 0, 1, 2]}),
    ((1, 2, 1, 1), {"kernelSize": 3, "stride": 1, "padding": 1}),
]:

    def function(x, options=options):
        padding = options.get("padding", 0)
        if isinstance(padding, list) and len(padding) == 4:  # ONNX's order; PyTorch pads apart, the last axis first
            top, left, bottom, right = padding
            x, padding = pad(x, (left, right, top, bottom), value=float("-inf")), 0
        return max_pool2d(
            x,
            options["kernelSize"],
            options.get("stride"),
            padding,
            options.get("dilation", 1),
            options.get("ceilMode", False),
        )

    cases.append(case(f"{list(shape)}, {options}", function, {"x": uniform(shape, 1)}, options, ["x"]))
    # Few values, so that most windows hold their largest one more than once.
    ties = integers(shape, 2, 2).double()
    cases.append(case(f"{list(shape)}, {options}, with ties", function, {"x": ties}, options, ["x"]))

write(__file__, cases)
