"""python3 packages/tensor/src/ops/cumsum/cumsum.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

from golden import case, uniform, write

x = uniform((2, 3, 4), 1)
write(
    __file__,
    [case(f"axis {dim}", lambda x: x.cumsum(dim), {"x": x}, {"dim": dim}, ["x"]) for dim in (0, 1, -1)],
)
