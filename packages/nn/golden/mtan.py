"""Attention of MTAN over SegNet and over a dilated ResNet: shapes of tensors, counts, values, gradients, statistics.

    python3 -m pip install numpy torch torchvision
    python3 packages/nn/golden/mtan.py

They are `model_segnet_mtan.py` and `model_resnet_mtan` of https://github.com/lorenmt/mtan, the latter for any depth;
windows over the edge are pooled too, and predictions come to the image's size with aligned corners.
"""

import torch
import torchvision
from formula import fill, run, shapes
from resnet import encoder
from segnet import NYUV2, WIDTHS, Trunk, count, head, network, unit, write
from torch.nn import BatchNorm2d, Conv2d, ModuleDict, ModuleList, ReLU, Sequential, Sigmoid
from torch.nn.functional import interpolate, max_pool2d
from torchvision.models.resnet import BasicBlock, Bottleneck, conv1x1, resnet18, resnet34, resnet50
from torchvision.models.segmentation.deeplabv3 import DeepLabHead


def attention(inputs, inner, outputs):
    return Sequential(
        Conv2d(inputs, inner, 1), BatchNorm2d(inner), ReLU(), Conv2d(inner, outputs, 1), BatchNorm2d(outputs), Sigmoid()
    )


def resize(x, size):
    return interpolate(x, size=size, mode="bilinear", align_corners=True)


class SegNetMtan(Trunk):
    def __init__(self, tasks, widths=WIDTHS):
        super().__init__(widths)
        above = [widths[0], *widths[:-1]]
        below = [*widths[1:], widths[-1]]
        levels = range(len(widths))
        each = lambda make: ModuleDict({task: ModuleList(make(k) for k in levels) for task in tasks})
        self.encoder_att = each(lambda k: attention(widths[k] * (2 if k else 1), widths[k], widths[k]))
        self.decoder_att = each(lambda k: attention(widths[k] + above[k], above[k], above[k]))
        self.encoder_block_att = ModuleList(unit(widths[k], below[k]) for k in levels)
        self.decoder_block_att = ModuleList(unit(widths[k], above[k]) for k in levels)
        self.heads = ModuleDict({name: head(widths[0], channels) for name, channels in tasks.items()})

    def forward(self, x):
        encoded, decoded = self.features(x)
        return {task: self.predict(task, encoded, decoded) for task in self.heads}

    def predict(self, task, encoded, decoded):
        attended = None
        for k, (first, last) in enumerate(encoded):
            seen = first if attended is None else torch.cat((first, attended), 1)
            attended = self.encoder_block_att[k](self.encoder_att[task][k](seen) * last)
            attended = max_pool2d(attended, 2, ceil_mode=True)
        for k, (unpooled, last) in reversed(list(enumerate(decoded))):
            attended = self.decoder_block_att[k](resize(attended, unpooled.shape[2:]))
            attended = self.decoder_att[task][k](torch.cat((unpooled, attended), 1)) * last
        return self.heads[task](attended)


resnets = {18: (resnet18, BasicBlock), 34: (resnet34, BasicBlock), 50: (resnet50, Bottleneck)}
# Strides that dilation takes the place of, by output stride.
replaced = {8: [False, True, True], 16: [False, False, True], 32: [False, False, False]}


def narrow(network, block, width):
    """torchvision's network with other channels than its own 64."""
    blocks = [len(layer) for layer in (network.layer1, network.layer2, network.layer3, network.layer4)]
    network.inplanes = width
    network.conv1 = Conv2d(3, width, 7, 2, padding=3, bias=False)
    network.bn1 = BatchNorm2d(width)
    for i, count in enumerate(blocks):
        setattr(network, f"layer{i + 1}", network._make_layer(block, width << i, count, stride=2 if i else 1))
    return network


def dilated(network, output_stride):
    """torchvision dilates no basic blocks, and MTAN does: the first stride becomes the dilation of the layer before."""
    made = encoder(network)
    dilation = 1
    for layer, replace in zip((made.layer2, made.layer3, made.layer4), replaced[output_stride]):
        before, dilation = dilation, dilation * (2 if replace else 1)
        for name, conv in layer.named_modules():
            if not isinstance(conv, Conv2d):
                continue
            strided = conv.stride == (2, 2)
            if replace:
                conv.stride = (1, 1)
            if conv.kernel_size == (3, 3):
                rate = before if strided else dilation
                conv.padding = conv.dilation = (rate, rate)
    return made


class DeepLabMtan(torch.nn.Module):
    def __init__(self, tasks, depth, output_stride=8, width=64):
        super().__init__()
        make, block = resnets[depth]
        self.encoder = dilated(narrow(make(), block, width), output_stride)
        channels = [factor * width * block.expansion for factor in (1, 2, 4, 8)]
        each = lambda k: attention(channels[k] * (2 if k else 1), channels[k] // block.expansion, channels[k])
        self.encoder_att = ModuleDict({task: ModuleList(each(k) for k in range(4)) for task in tasks})
        self.encoder_block_att = ModuleList(self.between(block, channels[k], channels[k + 1]) for k in range(3))
        self.heads = ModuleDict({name: DeepLabHead(channels[3], count) for name, count in tasks.items()})

    @staticmethod
    def between(block, inputs, outputs):
        beside = Sequential(conv1x1(inputs, outputs), BatchNorm2d(outputs))
        return block(inputs, outputs // block.expansion, downsample=beside)

    def forward(self, x):
        shared = []
        features = max_pool2d(self.encoder.bn1(self.encoder.conv1(x)).relu(), 3, 2, padding=1)
        for layer in (self.encoder.layer1, self.encoder.layer2, self.encoder.layer3, self.encoder.layer4):
            before = layer[:-1](features)
            features = layer[-1](before)
            shared.append((before, features))
        return {task: resize(self.heads[task](self.attend(task, shared)), x.shape[2:]) for task in self.heads}

    def attend(self, task, shared):
        attended = None
        for k, (before, last) in enumerate(shared):
            seen = before if attended is None else torch.cat((before, attended), 1)
            attended = self.encoder_att[task][k](seen) * last
            if k < 3:
                attended = self.encoder_block_att[k](attended)
                if shared[k + 1][0].shape[2:] != attended.shape[2:]:
                    attended = max_pool2d(attended, 2, ceil_mode=True)
        return attended


def own_shapes(module):
    """Those of the attention alone."""
    return {name: shape for name, shape in shapes(module).items() if "_att." in name}


def over_resnet(tasks, depth, output_stride, x, gradients, width=8):
    made = fill(DeepLabMtan(tasks, depth, output_stride, width))
    options = {
        "tasks": [{"name": name, "channels": channels} for name, channels in tasks.items()],
        "depth": depth,
        "outputStride": output_stride,
        "width": width,
    }
    return {"options": options, **run(made, False, x, gradients)}


if __name__ == "__main__":
    record = {
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "segNet": {
            "shapes": own_shapes(SegNetMtan(NYUV2)),
            "parameters": count(SegNetMtan(NYUV2)),
            "networks": [
                # One level: attention down, and up again.
                network(SegNetMtan, {"depth": 1}, [5], False, (1, 3, 6, 4), "all"),
                network(
                    SegNetMtan,
                    {"segmentation": 4, "depth": 1},
                    [4, 6, 8],
                    True,
                    (2, 3, 16, 24),
                    [
                        "encoder_block.0.0.weight",
                        "conv_block_dec.2.1.0.weight",
                        "encoder_att.segmentation.0.0.weight",
                        "encoder_att.depth.2.3.weight",
                        "decoder_att.segmentation.2.0.weight",
                        "decoder_att.depth.0.4.bias",
                        "encoder_block_att.1.0.weight",
                        "decoder_block_att.2.0.weight",
                        "heads.depth.0.weight",
                    ],
                ),
                network(
                    SegNetMtan,
                    {"normals": 3},
                    [4, 6, 8, 10, 12],
                    False,
                    (1, 3, 45, 34),
                    [
                        "encoder_block.0.0.weight",
                        "encoder_att.normals.4.0.weight",
                        "encoder_block_att.4.0.bias",
                        "decoder_block_att.4.0.weight",
                    ],
                ),
            ],
        },
        "deepLab": {
            "shapes": own_shapes(DeepLabMtan(NYUV2, 50)),
            "parameters": {depth: count(DeepLabMtan(NYUV2, depth)) for depth in resnets},
            "networks": [
                over_resnet(
                    {"segmentation": 3, "depth": 1},
                    18,
                    16,
                    (1, 3, 41, 52),
                    [
                        "encoder.conv1.weight",
                        "encoder_att.segmentation.0.0.weight",
                        "encoder_att.depth.3.3.weight",
                        "encoder_block_att.1.conv1.weight",
                        "heads.depth.4.weight",
                    ],
                ),
                over_resnet(
                    {"normals": 3},
                    50,
                    8,
                    (1, 3, 17, 26),
                    ["encoder.layer4.0.conv2.weight", "encoder_att.normals.1.0.weight", "encoder_block_att.0.conv2.weight"],
                ),
            ],
        },
    }
    write(__file__, record)
