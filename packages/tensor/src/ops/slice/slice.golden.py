"""Slices with a step, and their gradients."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402

x = uniform((3, 7, 4), 1)
write(
    __file__,
    [
        case("rows with a step", lambda x: x[:, 1:6:2], {"x": x}, {"dim": 1, "start": 1, "end": 6, "step": 2}, ["x"]),
        case("from the end", lambda x: x[..., -3:-1], {"x": x}, {"dim": -1, "start": -3, "end": -1}, ["x"]),
        case("beyond the end", lambda x: x[-9:99:2], {"x": x}, {"dim": 0, "start": -9, "end": 99, "step": 2}, ["x"]),
    ],
)
