"""A small file as the reference implementation writes it.

    python3 -m pip install safetensors torch
    python3 packages/nn/golden/reference.py
"""

import pathlib

import torch
from safetensors.torch import save_file

tensors = {
    "conv.weight": torch.arange(12, dtype=torch.float32).reshape(2, 3, 2, 1) / 8,
    "bn.running_mean": torch.tensor([-1.5, float("inf")]),
    "bn.num_batches_tracked": torch.tensor(2**40, dtype=torch.int64),
    "double": torch.tensor([[0.1]], dtype=torch.float64),
    "labels": torch.tensor([0, 7, 255], dtype=torch.uint8),
    "counts": torch.tensor([-2, 3], dtype=torch.int32),
    "empty": torch.zeros((0, 3)),
}
save_file(tensors, pathlib.Path(__file__).with_suffix(".safetensors"), metadata={"format": "pt", "ünïcode": "naïve ☃"})
