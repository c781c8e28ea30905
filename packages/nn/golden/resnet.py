"""Blocks and encoders of torchvision: names and shapes of their tensors, values, gradients, running statistics.

    python3 -m pip install numpy torch torchvision
    python3 packages/nn/golden/resnet.py
"""

import json
import pathlib
from collections import OrderedDict

import torch
import torchvision
from formula import fill, run, shapes
from torchvision.models.resnet import BasicBlock, Bottleneck, conv1x1, resnet18, resnet34, resnet50


def block(kind, inputs, width, stride=1, dilation=1):
    outputs = kind.expansion * width
    beside = None
    if stride > 1 or inputs != outputs:
        beside = torch.nn.Sequential(conv1x1(inputs, outputs, stride), torch.nn.BatchNorm2d(outputs))
    made = fill(kind(inputs, width, stride, beside, dilation=dilation))
    options = {"inChannels": inputs, "width": width, "stride": stride, "firstDilation": dilation}
    gradients = [name for name, _ in made.named_parameters()]
    return {"block": kind.__name__, "options": options, **run(made, True, (2, inputs, 5, 7), gradients)}


def encoder(network):
    """All of a network but its classifier."""
    children = {name: child for name, child in network.named_children() if name not in ("avgpool", "fc")}
    return torch.nn.Sequential(OrderedDict(children))


def forward(make, options, training, x, gradients, **dilation):
    return {"options": options, **run(fill(encoder(make(**dilation))), training, x, gradients)}


if __name__ == "__main__":
    record = {
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "shapes": {depth: shapes(encoder(make())) for depth, make in ((18, resnet18), (34, resnet34), (50, resnet50))},
        "blocks": [
            block(BasicBlock, 6, 8, stride=2),
            block(BasicBlock, 8, 8),
            block(Bottleneck, 6, 4, stride=2),
            block(Bottleneck, 16, 4, dilation=2),
        ],
        "encoders": [
            forward(
                resnet18,
                {"depth": 18},
                True,
                (2, 3, 33, 40),
                ["conv1.weight", "bn1.bias", "layer2.0.downsample.0.weight", "layer4.1.bn2.weight"],
            ),
            forward(
                resnet50,
                {"depth": 50, "outputStride": 8},
                False,
                (1, 3, 17, 25),
                ["conv1.weight", "layer3.0.downsample.0.weight", "layer4.0.conv2.weight", "layer4.2.conv2.weight"],
                replace_stride_with_dilation=[False, True, True],
            ),
        ],
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(record, separators=(",", ":")).replace('{"block"', '\n{"block"').replace('],"', '],\n"') + "\n")
