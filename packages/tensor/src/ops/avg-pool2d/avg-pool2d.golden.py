"""python3 packages/tensor/src/ops/avg-pool2d/avg-pool2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
import torch  # noqa: E402
from golden import case, uniform, write  # noqa: E402
from torch.nn.functional import avg_pool2d, pad  # noqa: E402

cases = []
for shape, options in [
    ((2, 3, 4, 6), {"kernelSize": 2}),
    ((1, 2, 5, 7), {"kernelSize": 2}),
    ((1, 2, 7, 9), {"kernelSize": 3, "stride": 2, "padding": 1}),
    ((1, 2, 7, 9), {"kernelSize": 3, "stride": 2, "padding": 1, "countIncludePad": False}),
    ((1, 2, 7, 9), {"kernelSize": [2, 4], "stride": [1, 3], "padding": [0, 2]}),
    ((1, 1, 9, 8), {"kernelSize": 2, "stride": 3}),
    ((1, 2, 6, 8), {"kernelSize": 3, "stride": 2, "ceilMode": True}),
    ((1, 1, 6, 8), {"kernelSize": 4, "stride": 3, "padding": 1, "ceilMode": True}),
    ((1, 1, 6, 8), {"kernelSize": 4, "stride": 3, "padding": 1, "ceilMode": True, "countIncludePad": False}),
    ((1, 1, 3, 3), {"kernelSize": 2, "stride": 2, "padding": 1, "ceilMode": True}),
    ((1, 1, 4, 6), {"kernelSize": 5, "ceilMode": True}),
    ((1, 1, 5, 5), {"kernelSize": 3, "stride": 1, "divisorOverride": -7}),
    ((1, 1, 5, 5), {"kernelSize": 3, "stride": 1, "padding": 1, "divisorOverride": 2, "countIncludePad": False}),
    ((1, 2, 5, 6), {"kernelSize": 3, "stride": 2, "padding": [2, 0, 1, 2]}),
    ((1, 2, 5, 6), {"kernelSize": 3, "stride": 2, "padding": [2, 0, 1, 2], "countIncludePad": False}),
    ((1, 2, 1, 1), {"kernelSize": 3, "stride": 1, "padding": 1}),
]:

    def function(x, options=options):
        padding = options.get("padding", 0)
        if isinstance(padding, list) and len(padding) == 4:  # ONNX's order; PyTorch pads apart, the last axis first
            top, left, bottom, right = padding

            def mean(values):
                return avg_pool2d(pad(values, (left, right, top, bottom)), options["kernelSize"], options["stride"])

            return mean(x) if options.get("countIncludePad", True) else mean(x) / mean(torch.ones_like(x))
        return avg_pool2d(
            x,
            options["kernelSize"],
            options.get("stride"),
            padding,
            options.get("ceilMode", False),
            options.get("countIncludePad", True),
            options.get("divisorOverride"),
        )

    cases.append(case(f"{list(shape)}, {options}", function, {"x": uniform(shape, 1)}, options, ["x"]))

write(__file__, cases)
