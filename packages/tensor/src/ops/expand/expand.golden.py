"""python3 packages/tensor/src/ops/expand/expand.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

from golden import case, uniform, write


def named(name, of, shape):
    return case(name, lambda x: x.expand(*shape), {"x": uniform(of, 1)}, {"shape": shape}, ["x"])


write(
    __file__,
    [
        named("channels over images", (3, 1, 1), [2, 3, 2, 2]),
        named("extents left as they are", (2, 1, 3), [-1, 4, -1]),
    ],
)
