"""SegNet for several tasks, as MTAN shares it: names and shapes of tensors, counts, values, gradients, running statistics.

    python3 -m pip install numpy torch
    python3 packages/nn/golden/segnet.py

On sizes that halvings keep even it is `model_segnet_split.py` of https://github.com/lorenmt/mtan; on others, windows
over the edge are pooled too.
"""

import json
import pathlib

import torch
from formula import fill, run, shapes
from torch.nn import BatchNorm2d, Conv2d, ModuleDict, ModuleList, ReLU, Sequential
from torch.nn.functional import max_pool2d, max_unpool2d

WIDTHS = [64, 128, 256, 512, 512]
NYUV2 = {"segmentation": 13, "depth": 1, "normals": 3}


def unit(inputs, outputs):
    return Sequential(Conv2d(inputs, outputs, 3, padding=1), BatchNorm2d(outputs), ReLU())


def further(channels, level):
    """What follows the first convolution of a level: one more in the first two levels, two below."""
    return unit(channels, channels) if level < 2 else Sequential(unit(channels, channels), unit(channels, channels))


def head(inputs, channels):
    return Sequential(Conv2d(inputs, inputs, 3, padding=1), Conv2d(inputs, channels, 1))


class Trunk(torch.nn.Module):
    def __init__(self, widths=WIDTHS):
        super().__init__()
        above = [widths[0], *widths[:-1]]
        levels = range(len(widths))
        self.encoder_block = ModuleList(unit(widths[k - 1] if k else 3, widths[k]) for k in levels)
        self.decoder_block = ModuleList(unit(widths[k], above[k]) for k in levels)
        self.conv_block_enc = ModuleList(further(widths[k], k) for k in levels)
        self.conv_block_dec = ModuleList(further(above[k], k) for k in levels)

    def features(self, x):
        """Of each level: first and last features of the encoder, what was unpooled, last features of the decoder."""
        encoded, indices, x_level = [], [], x
        for first, rest in zip(self.encoder_block, self.conv_block_enc):
            first_features = first(x_level)
            encoded.append((first_features, rest(first_features)))
            x_level, taken = max_pool2d(encoded[-1][1], 2, ceil_mode=True, return_indices=True)
            indices.append(taken)
        decoded = [None] * len(encoded)
        for k in reversed(range(len(encoded))):
            unpooled = max_unpool2d(x_level, indices[k], 2, output_size=encoded[k][1].shape)
            x_level = self.conv_block_dec[k](self.decoder_block[k](unpooled))
            decoded[k] = (unpooled, x_level)
        return encoded, decoded


class SegNet(Trunk):
    def __init__(self, tasks, widths=WIDTHS):
        super().__init__(widths)
        self.heads = ModuleDict({name: head(widths[0], channels) for name, channels in tasks.items()})

    def forward(self, x):
        _, decoded = self.features(x)
        return {name: made(decoded[0][1]) for name, made in self.heads.items()}


def count(module):
    return sum(parameter.numel() for parameter in module.parameters())


def network(make, tasks, widths, training, x, gradients, statistics=""):
    made = fill(make(tasks, widths))
    listed = [{"name": name, "channels": channels} for name, channels in tasks.items()]
    names = [name for name, _ in made.named_parameters()] if gradients == "all" else gradients
    return {"options": {"tasks": listed, "widths": widths}, **run(made, training, x, names, statistics)}


def write(script, record):
    path = pathlib.Path(script).with_suffix(".json")
    text = json.dumps(record, separators=(",", ":"))
    for before, after in (('{"options"', '\n{"options"'), ('],"', '],\n"')):
        text = text.replace(before, after)
    path.write_text(text + "\n")


if __name__ == "__main__":
    record = {
        "torch": torch.__version__,
        "shapes": shapes(SegNet(NYUV2)),
        "parameters": count(SegNet(NYUV2)),
        "networks": [
            # One level: down, and up again.
            network(SegNet, {"depth": 1}, [5], False, (1, 3, 6, 4), "all"),
            network(SegNet, {"depth": 2}, [4], True, (2, 3, 5, 7), ["encoder_block.0.0.weight", "decoder_block.0.1.bias"]),
            network(
                SegNet,
                {"segmentation": 5, "normals": 3},
                [4, 6, 8, 10, 12],
                True,
                (2, 3, 32, 64),
                [
                    "encoder_block.0.0.weight",
                    "conv_block_enc.4.1.0.weight",
                    "decoder_block.4.0.weight",
                    "conv_block_dec.2.0.1.weight",
                    "heads.segmentation.0.weight",
                    "heads.normals.1.bias",
                ],
            ),
            network(
                SegNet,
                {"depth": 1},
                [4, 6, 8, 10, 12],
                False,
                (1, 3, 37, 19),
                ["encoder_block.0.0.weight", "conv_block_enc.3.0.0.bias", "conv_block_dec.0.0.weight", "heads.depth.0.bias"],
            ),
        ],
    }
    write(__file__, record)
