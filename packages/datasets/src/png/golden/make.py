"""PNGs as other programs write them: python3 packages/datasets/src/png/golden/make.py > packages/datasets/src/png/golden/png.json

Needs numpy, Pillow, and netpbm's pnmtopng for interlaced files and for few bits of grey."""
import base64
import io
import json
import subprocess
import numpy as np
from PIL import Image

random = np.random.default_rng(0)


def case(name, file, values):
    return {
        "name": name,
        "file": base64.b64encode(file).decode(),
        "width": values.shape[1],
        "height": values.shape[0],
        "values": values.flatten().tolist(),
    }


def netpbm(kind, depth, width, height, interlace, filter=None):
    channels = {"grey": 1, "RGB": 3, "palette": 3}[kind]
    most = 255 if kind == "palette" else 2**depth - 1
    values = random.integers(0, most + 1, (height, width, channels))
    if kind == "palette":
        # As many colours as have room.
        colours = random.integers(0, 256, (2**depth, 3))
        values = colours[np.arange(height * width).reshape(height, width) % 2**depth]
    head = f"P{5 if channels == 1 else 6} {width} {height} {most}\n"
    given = head.encode() + values.astype(">u2" if most > 255 else "u1").tobytes()
    command = ["pnmtopng"] + ["-interlace"] * interlace + ["-force"] * (kind != "palette")
    command += [f"-{filter}"] * (filter is not None)
    file = subprocess.run(command, input=given, capture_output=True, check=True).stdout
    assert (file[24], file[25], file[28]) == (depth, {"grey": 0, "RGB": 2, "palette": 3}[kind], int(interlace))
    if kind == "palette":
        # In the order of netpbm's own palette.
        values = np.asarray(Image.open(io.BytesIO(file)))
    how = ", interlaced" if interlace else f", {filter}" if filter else ""
    return case(f"{kind} of {depth} bits, {width}x{height}{how}", file, values)


def alpha(mode):
    values = random.integers(0, 256, (3, 5, len(mode))).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(values, mode).save(file, "PNG")
    return case(mode, file.getvalue(), values)


kinds = {"grey": (1, 2, 4, 8, 16), "RGB": (8, 16), "palette": (1, 2, 4, 8)}
cases = [
    netpbm(kind, depth, 17 if (kind, depth) == ("palette", 8) else 5, 3, interlace)
    for interlace in (False, True)
    for kind, depths in kinds.items()
    for depth in depths
]
cases += [netpbm("grey", *shape, True) for shape in ((2, 1, 1), (16, 9, 8), (8, 2, 9))]
cases += [
    netpbm(kind, depth, 7, 6, False, filter)
    for filter in ("nofilter", "sub", "up", "avg", "paeth")
    for kind, depth in (("grey", 8), ("grey", 16), ("RGB", 8), ("RGB", 16))
]
cases += [alpha(mode) for mode in ("LA", "RGBA")]
print("[" + ",\n".join(json.dumps(c) for c in cases) + "]")
