"""Sums and means over axes, with and without the reduced ones left in the shape."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402

x = uniform((2, 3, 4, 2), 1)
attributes = {
    "all axes": {},
    "one axis": {"dim": 1},
    "a negative axis, kept": {"dim": -2, "keepdim": True},
    "outer and inner axes": {"dim": [0, 2, 3]},
    "inner axes in another order, kept": {"dim": [3, 1], "keepdim": True},
}
for name in ["sum", "mean"]:
    write(
        pathlib.Path(__file__).parent / f"{name}.golden.py",
        [
            case(title, lambda x: getattr(x, name)(**attrs), {"x": x}, attrs, ["x"])
            for title, attrs in attributes.items()
        ],
    )
