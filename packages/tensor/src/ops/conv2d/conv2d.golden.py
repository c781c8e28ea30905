import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402
from torch.nn.functional import conv2d, pad  # noqa: E402


def example(name, x, weight, bias=True, **options):
    inputs = {"x": uniform(x, 1), "weight": uniform(weight, 2)}
    if bias:
        inputs["bias"] = uniform(weight[:1], 3)
    def function(x, weight, bias=None):
        padding = options.get("padding", 0)
        if isinstance(padding, tuple) and len(padding) == 4:  # ONNX's order; PyTorch pads apart, and by axis from the last
            top, left, bottom, right = padding
            return conv2d(pad(x, (left, right, top, bottom)), weight, bias, **{**options, "padding": 0})
        return conv2d(x, weight, bias, **options)

    return case(name, function, inputs, options, list(inputs))


write(
    __file__,
    [
        example("padding 1", (2, 2, 4, 5), (3, 2, 3, 3), padding=1),
        example("stride 2, no bias", (1, 2, 7, 6), (5, 2, 3, 3), bias=False, stride=2, padding=1),
        example("1x1", (2, 5, 2, 3), (3, 5, 1, 1)),
        example("pairs", (1, 2, 5, 6), (3, 2, 2, 3), stride=(1, 2), padding=(2, 0), dilation=(3, 1)),
        example("dilation 2", (1, 2, 5, 4), (2, 2, 3, 3), padding=2, dilation=2),
        example("groups", (1, 4, 3, 4), (6, 2, 3, 3), padding=1, groups=2),
        example("depthwise", (1, 3, 5, 6), (3, 1, 3, 3), stride=2, padding=1, groups=3),
        example("same with even windows", (1, 2, 3, 4), (2, 2, 4, 2), padding="same"),
        example("four paddings", (1, 2, 4, 5), (3, 2, 3, 3), padding=(0, 1, 2, 3)),
        example("two paddings, stride 2", (1, 2, 4, 6), (3, 2, 3, 3), bias=False, stride=2, padding=(0, 0, 1, 1)),
        example("groups, stride 3, dilation 2", (1, 6, 7, 9), (4, 3, 3, 2), stride=3, dilation=2, padding=2, groups=2),
        example("stride beyond the window", (1, 2, 5, 8), (2, 2, 2, 2), stride=3),
    ],
)
