"""python3 packages/tensor/src/ops/reshape/reshape.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))

from golden import case, uniform, write


def reshaped(name, shape, to):
    return case(name, lambda x: x.reshape(to), {"x": uniform(shape, 1)}, {"shape": to}, ["x"])


write(
    __file__,
    [
        reshaped("pixels in a row", (2, 3, 2, 4), [2, 3, -1]),
        reshaped("across rows", (4, 3), [2, 6]),
        reshaped("a scalar", (1, 1), []),
        reshaped("an axis more", (), [1, -1]),
    ],
)
