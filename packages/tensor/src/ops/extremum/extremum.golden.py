"""python3 packages/tensor/src/ops/extremum/extremum.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

from golden import case, integers, uniform, write

x = uniform((2, 3, 4), 1)
ties = integers((2, 3, 4), 3, 2).double()  # few values, so that most lines hold their extreme more than once
dims = {
    "all axes": {},
    "one axis": {"dim": 1},
    "a negative axis, kept": {"dim": -2, "keepdim": True},
    "outer and inner axes": {"dim": [0, 2]},
}

for name in ("amax", "amin"):
    write(
        pathlib.Path(__file__).with_name(f"{name}.golden.py"),
        [
            case(f"{title}{kind}", lambda x: getattr(x, name)(**attrs), {"x": values}, attrs, ["x"])
            for title, attrs in dims.items()
            for kind, values in (("", x), (", with ties", ties))
        ],
    )
for name in ("max", "min"):
    write(
        pathlib.Path(__file__).with_name(f"{name}.golden.py"),
        [
            case(f"{title}{kind}", lambda x: getattr(x, name)(**attrs).values, {"x": values}, attrs, ["x"])
            for title, attrs in dims.items()
            if isinstance(attrs.get("dim"), int)
            for kind, values in (("", x), (", with ties", ties))
        ],
    )
for name in ("argmax", "argmin"):
    write(
        pathlib.Path(__file__).with_name(f"{name}.golden.py"),
        [
            case(f"{title}{kind}", lambda x: getattr(x, name)(**attrs), {"x": values}, attrs, [])
            for title, attrs in dims.items()
            if not isinstance(attrs.get("dim"), list)
            for kind, values in (("", x), (", with ties", ties))
        ],
    )
