"""Arithmetic with broadcasting: values, and gradients summed over the axes that an operand repeats along."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))
from golden import case, uniform, write  # noqa: E402

operations = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
}
shapes = {
    "equal": [(2, 3), (2, 3)],
    "a channel's value": [(2, 3, 2, 2), (3, 1, 1)],
    "both repeat": [(2, 1, 3), (4, 1)],
    "a scalar": [(), (2, 3)],
}
for name, operation in operations.items():
    write(
        pathlib.Path(__file__).parent / f"{name}.golden.py",
        [
            case(title, operation, {"a": uniform(a, 1), "b": uniform(b, 2, 0.5, 2.0)}, {}, ["a", "b"])
            for title, (a, b) in shapes.items()
        ],
    )
