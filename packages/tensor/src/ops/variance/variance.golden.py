"""python3 packages/tensor/src/ops/variance/variance.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

from golden import case, uniform, write

x = uniform((2, 3, 4), 1)
attributes = {
    "all axes": {},
    "one axis": {"dim": 1},
    "a negative axis, kept, biased": {"dim": -2, "keepdim": True, "correction": 0},
    "outer and inner axes": {"dim": [0, 2], "correction": 3},
}
for name, method in (("variance", "var"), ("std", "std")):
    write(
        pathlib.Path(__file__).with_name(f"{name}.golden.py"),
        [
            case(title, lambda x: getattr(x, method)(**({"dim": None} | attrs)), {"x": x}, attrs, ["x"])
            for title, attrs in attributes.items()
        ],
    )
