"""python3 packages/tensor/src/ops/flip/flip.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, uniform, write

x = uniform((2, 3, 4), 1)

write(
    __file__,
    [
        case("left to right", lambda x: torch.flip(x, [-1]), {"x": x}, {"dims": [-1]}, ["x"]),
        case("two axes", lambda x: torch.flip(x, [2, 0]), {"x": x}, {"dims": [2, 0]}, ["x"]),
    ],
)
