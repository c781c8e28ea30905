"""python3 packages/tensor/src/ops/permute/permute.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))

from golden import case, uniform, write


def permuted(name, shape, dims):
    return case(name, lambda x: x.permute(dims), {"x": uniform(shape, 1)}, {"dims": dims}, ["x"])


write(
    __file__,
    [
        permuted("channels last", (2, 3, 2, 5), [0, 2, 3, 1]),
        permuted("channels first, counted from the end", (2, 2, 5, 3), [0, -1, -3, -2]),
        permuted("all axes in turn", (2, 3, 4), [1, 2, 0]),
        permuted("as it was", (2, 3), [0, 1]),
    ],
)
