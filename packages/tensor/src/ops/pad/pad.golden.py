"""The order of PyTorch's padding: pairs from the last axis on."""

import pathlib
import sys

import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402

x = uniform((1, 2, 2, 3), 1)
attributes = {
    "one pair": {"padding": [1, 2], "value": 0.5},
    "two pairs": {"padding": [1, 2, 3, 4], "value": -2.0},
    "three pairs": {"padding": [0, 1, 1, 0, 2, 1], "value": 0.0},
}
write(
    __file__,
    [
        case(name, lambda x: F.pad(x, attrs["padding"], value=attrs["value"]), {"x": x}, attrs, ["x"])
        for name, attrs in attributes.items()
    ],
)
