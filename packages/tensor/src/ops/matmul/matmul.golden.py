import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))
import torch  # noqa: E402
from golden import case, uniform, write  # noqa: E402


def example(name, a, b):
    return case(name, torch.matmul, {"input": uniform(a, 1), "other": uniform(b, 2)}, {}, ["input", "other"])


def renamed(record):
    for part in ("inputs", "gradients"):
        record[part] = {"a": record[part]["input"], "b": record[part]["other"]}
    return record


write(
    __file__,
    [
        renamed(record)
        for record in [
            example("two matrices", (5, 7), (7, 3)),
            example("a stack times one matrix", (2, 3, 4, 5), (5, 2)),
            example("one matrix times a stack", (3, 4), (2, 4, 5)),
            example("broadcast either way", (2, 1, 3, 4), (3, 4, 2)),
            example("stacks of one", (1, 3, 4), (1, 4, 2)),
            example("two vectors", (5,), (5,)),
            example("a vector times a matrix", (4,), (4, 3)),
            example("a matrix times a vector", (3, 4), (4,)),
            example("a vector times a stack", (4,), (2, 4, 3)),
            example("a stack times a vector", (2, 1, 3, 4), (4,)),
        ]
    ],
)
