"""python3 packages/tensor/src/ops/einsum/einsum.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
from golden import case, uniform, write


def example(equation, *shapes):
    inputs = {f"x{i}": uniform(shape, i + 1) for i, shape in enumerate(shapes)}

    def function(**tensors):
        return torch.einsum(equation, *tensors.values())

    return case(equation, function, inputs, {"equation": equation}, list(inputs))


write(
    __file__,
    [
        example("ij,jk", (3, 4), (4, 2)),
        example("ij,jk->ki", (3, 4), (4, 2)),
        example("bhqd,bhkd->bhqk", (2, 2, 3, 4), (2, 2, 5, 4)),
        example("nchw,oc->nohw", (2, 3, 2, 2), (4, 3)),
        example("nchw,nc->nhw", (2, 3, 2, 2), (2, 3)),
        example("...ij,...jk->...ik", (2, 1, 2, 3), (4, 3, 2)),
        example("i...,i...->...", (3, 1, 2), (3, 2, 1)),
        example("...ij->j...i", (2, 2, 3)),
        example("bAa", (2, 3, 2)),
        example("ij->", (3, 4)),
        example("...ij->i", (2, 2, 3)),
        example("ii", (3, 3)),
        example("jij->ij", (3, 2, 3)),
        example("...ii->...i", (2, 3, 3)),
        example("i,j->ij", (3,), (2,)),
        example("ij,ij->ij", (1, 3), (2, 1)),
        example("ij,jk->ik", (2, 1), (3, 2)),
        example("ij,ij", (2, 3), (2, 3)),
        example(" b i j , b j k , b k -> b i ", (2, 3, 4), (2, 4, 2), (2, 2)),
        example("ab,bc,cd,de->ae", (2, 3), (3, 2), (2, 3), (3, 2)),
        example("i,i,i->i", (3,), (3,), (3,)),
        example("ijk,ilm,ijl->km", (2, 3, 2), (2, 4, 3), (2, 3, 4)),
        example("i,->i", (3,), ()),
    ],
)
