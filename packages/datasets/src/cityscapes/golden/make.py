"""Writes a tiny tree in the form of Cityscapes, with Pillow's PNGs: 8-bit RGB, 8-bit ids, 16-bit disparities.

pip install numpy pillow && python3 packages/datasets/src/cityscapes/golden/make.py
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

here = Path(__file__).parent / "tree"
height, width = 4, 8
y, x = np.mgrid[0:height, 0:width]


def save(folder, split, name, ending, array):
    path = here / folder / split / name.split("_")[0] / f"{name}_{ending}"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(array).save(path)


def write(split, name, k, targets=True):
    colours = np.stack([(60 * k + 80 * c + 9 * y + 4 * x) % 256 for c in range(3)], axis=-1)
    save("leftImg8bit", split, name, "leftImg8bit.png", colours.astype(np.uint8))
    if not targets:
        return
    ids = ((x + 8 * y + k) % 34).astype(np.uint8)
    ids[3, 7] = 255
    save("gtFine", split, name, "gtFine_labelIds.png", ids)
    # The first pixel is unknown, the second infinitely far.
    p = (8192 * y + 700 * x + 1 + 50 * k).astype(np.uint16)
    p[0, :2] = 0, 1
    save("disparity", split, name, "disparity.png", p)
    camera = here / "camera" / split / name.split("_")[0] / f"{name}_camera.json"
    camera.parent.mkdir(parents=True, exist_ok=True)
    extrinsic = {"baseline": 0.2 + 0.01 * k, "pitch": 0.038, "roll": 0.0, "x": 1.7, "y": 0.1, "yaw": -0.0195, "z": 1.22}
    intrinsic = {"fx": 9.0 + k, "fy": 9.5, "u0": 4.25, "v0": 1.75}
    camera.write_text(json.dumps({"extrinsic": extrinsic, "intrinsic": intrinsic}, indent=4))


write("train", "aachen_000000_000019", 0)
write("train", "aachen_000001_000019", 1)
write("train", "bochum_000000_000313", 2)
write("val", "frankfurt_000000_000294", 3)
write("test", "berlin_000000_000019", 4, targets=False)
