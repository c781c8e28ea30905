"""python3 packages/tensor/src/ops/conv-transpose2d/conv-transpose2d.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from torch.nn.functional import conv_transpose2d  # noqa: E402


def example(name, x, weight, bias=True, **options):
    groups = options.get("groups", 1)
    inputs = {"x": uniform(x, 1), "weight": uniform(weight, 2)}
    if bias:
        inputs["bias"] = uniform((weight[1] * groups,), 3)

    def function(x, weight, bias=None):
        given = {"output_padding" if key == "outputPadding" else key: value for key, value in options.items()}
        padding = options.get("padding", 0)
        if isinstance(padding, tuple) and len(padding) == 4:  # ONNX's order; PyTorch cuts apart
            top, left, bottom, right = padding
            y = conv_transpose2d(x, weight, bias, **{**given, "padding": 0})
            return y[:, :, top : y.shape[2] - bottom, left : y.shape[3] - right]
        return conv_transpose2d(x, weight, bias, **given)

    return case(name, function, inputs, options, list(inputs))


write(
    __file__,
    [
        example("3x3", (2, 2, 3, 4), (2, 3, 3, 3)),
        example("2x2, stride 2", (2, 3, 2, 3), (3, 2, 2, 2), stride=2),
        example("3x3, stride 2, output padding", (1, 3, 3, 4), (3, 2, 3, 3), stride=2, padding=1, outputPadding=1),
        example("4x4, stride 2, no bias", (1, 2, 3, 2), (2, 3, 4, 4), bias=False, stride=2, padding=1),
        example("1x1", (2, 5, 2, 3), (5, 3, 1, 1)),
        example("pairs", (1, 2, 3, 3), (2, 3, 2, 3), stride=(1, 3), padding=(0, 2), outputPadding=(0, 2), dilation=(3, 1)),
        example("output padding beyond the stride", (1, 2, 3, 2), (2, 2, 2, 2), stride=1, dilation=3, outputPadding=2),
        example("groups", (1, 4, 3, 3), (4, 3, 3, 3), stride=2, padding=1, groups=2),
        example("depthwise", (1, 3, 3, 4), (3, 1, 3, 3), stride=2, padding=1, outputPadding=(1, 0), groups=3),
        example("groups of 3 to 5, stride 3, dilation 2", (1, 6, 2, 3), (6, 5, 3, 2), stride=3, dilation=2, groups=2),
        example("four paddings", (1, 2, 3, 3), (2, 2, 3, 3), stride=2, padding=(0, 1, 2, 3), outputPadding=1),
        example("padding beyond the window", (1, 1, 4, 5), (1, 2, 2, 2), padding=2),
    ],
)
