"""Golden values from PyTorch for resampling: python3 packages/datasets/src/resize/golden/make.py > packages/datasets/src/resize/golden/resize.json"""
import json
import torch
from torch.nn.functional import interpolate

torch.manual_seed(0)
flat = lambda t: [round(v, 7) for v in t.flatten().tolist()]


def case(name, planes, height, width, window, size, **how):
    x = torch.rand(1, planes, height, width)
    top, left, rows, columns = window
    y = interpolate(x[:, :, top:top + rows, left:left + columns], size=size, **how)
    return {"name": name, "planes": planes, "height": height, "width": width, "window": window, "size": size, "x": flat(x), "y": flat(y)}


whole = lambda h, w: [0, 0, h, w]
print(json.dumps({
    "torch": torch.__version__,
    "areaOrBilinear": [
        case("grows both ways", 3, 3, 5, whole(3, 5), [7, 8], mode="bilinear", align_corners=False),
        case("grows from one pixel", 1, 1, 1, whole(1, 1), [2, 3], mode="bilinear", align_corners=False),
        case("shrinks by whole factors", 2, 6, 8, whole(6, 8), [2, 4], mode="area"),
        case("shrinks to one pixel", 1, 5, 7, whole(5, 7), [1, 1], mode="area"),
    ],
    "alignedCorners": [
        case("grows a window", 3, 6, 8, [1, 2, 4, 5], [6, 8], mode="bilinear", align_corners=True),
        case("grows to odd sizes", 1, 4, 4, [0, 0, 2, 3], [5, 7], mode="bilinear", align_corners=True),
        case("grows one column", 1, 3, 3, [0, 2, 3, 1], [3, 3], mode="bilinear", align_corners=True),
    ],
    "nearest": [
        case("shrinks", 1, 7, 9, whole(7, 9), [3, 4], mode="nearest-exact"),
        case("grows", 1, 2, 3, whole(2, 3), [5, 7], mode="nearest-exact"),
    ],
}))
