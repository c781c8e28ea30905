"""python3 packages/tensor/src/ops/cosine-similarity/cosine-similarity.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch.nn.functional as F
from golden import case, uniform, write

inputs = {"a": uniform((2, 3, 2, 2), 1), "b": uniform((2, 3, 2, 2), 2)}
zeros = {key: value.clone() for key, value in inputs.items()}
zeros["a"][0, :, 0, 0] = 0
zeros["b"][0, :, 0, 1] = 0
zeros["a"][1, :, 0, 0] = 0
zeros["b"][1, :, 0, 0] = 0
row = {"a": inputs["a"], "b": uniform((3, 1, 2), 3)}
outer = {"a": uniform((4, 1, 3), 4), "b": uniform((2, 3), 5)}


def named(name, given, **options):
    dim, eps = options.get("dim", 1), options.get("eps", 1e-8)
    return case(name, lambda a, b: F.cosine_similarity(a, b, dim, eps), given, {"dim": dim, "eps": eps}, ["a", "b"])


write(
    __file__,
    [
        named("channels", inputs),
        named("the last axis", inputs, dim=-1),
        named("lengths below eps", inputs, eps=0.7),
        named("vectors of zeros", zeros, eps=1e-2),
        named("one operand repeats", row),
        named("both repeat", outer, dim=2),
    ],
)
