"""Heads of torchvision's DeepLabv3, and a network of two of them: names and shapes of tensors, values, gradients.

    python3 -m pip install numpy torch torchvision
    python3 packages/nn/golden/deeplab.py
"""

import json
import pathlib

import torch
import torchvision
from formula import fill, run, shapes
from resnet import encoder
from torchvision.models.resnet import resnet18, resnet34, resnet50
from torchvision.models.segmentation.deeplabv3 import DeepLabHead


class DeepLab(torch.nn.Module):
    """One encoder, and a head for each task, at the size of the image."""

    def __init__(self, tasks, make=resnet18):
        super().__init__()
        network = make()
        self.encoder = encoder(network)
        features = network.fc.in_features
        self.heads = torch.nn.ModuleDict({name: DeepLabHead(features, channels) for name, channels in tasks.items()})

    def forward(self, x):
        features = self.encoder(x)
        resize = torch.nn.functional.interpolate
        return {
            name: resize(head(features), size=x.shape[2:], mode="bilinear", align_corners=True)
            for name, head in self.heads.items()
        }


def head(training, x, channels, gradients, **options):
    made = fill(DeepLabHead(x[1], channels, *options.values()))
    # Chance is left out: the rest is to be compared.
    made[0].project[3].p = 0.0
    return {"options": options, "channels": channels, **run(made, training, x, gradients)}


branches = [f"0.convs.{i}.0.weight" for i in range(4)] + ["0.convs.4.1.weight"]
tasks = {"segmentation": 5, "depth": 1}
nyuv2 = {"segmentation": 13, "depth": 1, "normals": 3}
record = {
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
    "shapes": shapes(DeepLabHead(2048, 13)),
    "parameters": {
        depth: sum(parameter.numel() for parameter in DeepLab(nyuv2, make).parameters())
        for depth, make in ((18, resnet18), (34, resnet34), (50, resnet50))
    },
    "heads": [
        head(False, (1, 3, 38, 14), 2, [*branches, "4.bias"]),
        head(
            True,
            (2, 5, 4, 3),
            3,
            ["0.convs.1.0.weight", "0.project.0.weight", "1.weight", "2.bias", "4.weight"],
            rates=[1, 2],
        ),
    ],
    "network": {
        "tasks": [{"name": name, "channels": channels} for name, channels in tasks.items()],
        **run(
            fill(DeepLab(tasks)),
            False,
            (1, 3, 35, 33),
            ["encoder.conv1.weight", "heads.segmentation.0.convs.4.1.weight", "heads.depth.4.weight"],
        ),
    },
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(record, separators=(",", ":")).replace('],"', '],\n"') + "\n")
