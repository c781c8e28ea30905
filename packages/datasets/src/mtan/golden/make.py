"""Writes tiny data sets in the form that MTAN passes around, in types and orders that numpy saves.

pip install numpy && python3 packages/datasets/src/mtan/golden/make.py
"""

from pathlib import Path

import numpy as np

here = Path(__file__).parent
height, width = 9, 12
y, x = np.mgrid[0:height, 0:width]


def save(path, array, dtype, order):
    path.parent.mkdir(parents=True, exist_ok=True)
    np.save(path, np.asarray(array).astype(dtype, order=order))


def colours(i):
    planes = [(40 * i + 70 * c + 11 * y + 5 * x) % 256 for c in range(3)]
    return np.stack(planes, axis=-1)


def plane(i):
    """Depth of a plane before the Kinect at this size, and its normal with y up and z towards the camera."""
    normal = np.array([0.2 - 0.1 * i, -0.25, -1.0])
    normal /= np.linalg.norm(normal)
    focal = 518.857901 * width / 560
    rays = np.stack([(x - (width - 1) / 2) / focal, (y - (height - 1) / 2) / focal, np.ones_like(x)], axis=-1)
    depth = -2.0 / (rays @ normal)
    normals = np.broadcast_to(normal * [1, -1, -1], (height, width, 3)).copy()
    depth[0, 0] = 0
    normals[0, 1] = 0
    return depth, normals


def nyuv2(split, i, image, label, depth, normal):
    folder = here / "nyuv2" / split
    scale = 1 if image[0] == "|u1" else 255
    save(folder / "image" / f"{i}.npy", colours(i) / scale, *image)
    save(folder / "label" / f"{i}.npy", (x + 2 * y + i) % 14 - 1, *label)
    metres, normals = plane(i)
    save(folder / "depth" / f"{i}.npy", metres[..., None] if i else metres, *depth)
    save(folder / "normal" / f"{i}.npy", normals, *normal)


nyuv2("train", 0, ("<f4", "C"), ("<i8", "C"), ("<f4", "C"), ("<f8", "C"))
nyuv2("train", 1, ("<f8", "F"), ("<f4", "F"), ("<f8", "F"), ("<f4", "F"))
nyuv2("train", 10, ("|u1", "C"), ("|i1", "C"), (">f4", "C"), ("<f4", "C"))
nyuv2("val", 0, (">f8", "C"), ("<f8", "F"), ("<f4", "F"), (">f4", "F"))

for split in ["train", "val"]:
    folder = here / "cityscapes" / split
    save(folder / "image" / "0.npy", colours(0) / 255, "<f4", "C")
    save(folder / "label" / "0.npy", (x + 3 * y) % 20 - 1, "<f4", "C")
    save(folder / "label_7" / "0.npy", (x + 3 * y) % 8 - 1, "<f4", "C")
    save(folder / "depth" / "0.npy", ((x * y) % 7)[..., None] / 16, "<f4", "C")
