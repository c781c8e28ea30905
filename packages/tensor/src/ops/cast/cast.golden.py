"""python3 packages/tensor/src/ops/cast/cast.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[3] / "golden"))

import torch
from golden import case, uniform, write

here = pathlib.Path(__file__)
ends = {
    "i32": [0, 1, -1, 2**31 - 1, -(2**31), 2**24 + 1, -(2**24) - 3, 2**30 + 64],
    "u32": [0, 1, 2**32 - 1, 2**24 + 1, 2**24 + 3, 2**31 + 128, 2**31 + 384],
    "u8": [0, 1, 127, 128, 255, 3, 2],
}


def to_float(name, values):
    inputs = {name: torch.tensor(values)}
    return case(f"{name} to f32", lambda **x: x[name].float(), inputs, {"dtype": "f32"}, [])


write(here.with_name("integers.golden.py"), [to_float(name, values) for name, values in ends.items()])


def to_half_and_back(name, values):
    return case(name, lambda x: x.float().half().float().double(), {"x": values}, {}, ["x"])


# Halves are 2^-10 apart between 1 and 2, 32 apart up to the largest, 65504, and 2^-24 apart below 2^-14.
ties = {
    "near 1": [1 + 2**-11, 1 + 3 * 2**-11, -1 - 2**-11, -1 - 3 * 2**-11],
    "among the largest": [2049, 2051, -4098, 65519],
    "below the normal ones": [2**-25, 3 * 2**-25, 2**-26, -(2**-14) + 2**-25],
}
write(
    here.with_name("halves.golden.py"),
    [
        to_half_and_back("any numbers", uniform((3, 5), 1)),
        *(to_half_and_back(f"ties {where}", torch.tensor(values).double()) for where, values in ties.items()),
    ],
)
