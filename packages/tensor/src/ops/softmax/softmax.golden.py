"""python3 packages/tensor/src/ops/softmax/softmax.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, uniform, write

x = uniform((2, 4, 3, 5), 1, -8, 8)

for name, function in (("softmax", F.softmax), ("log-softmax", F.log_softmax)):
    write(
        pathlib.Path(__file__).with_name(f"{name}.golden.py"),
        [
            case("channels", lambda x, f=function: f(x, 1), {"x": x}, {"dim": 1}, ["x"]),
            case("the last axis", lambda x, f=function: f(x, -1), {"x": x}, {"dim": -1}, ["x"]),
        ],
    )
