"""Golden values from torchvision for colours and rotation:
python3 packages/datasets/src/augment/golden/make.py > packages/datasets/src/augment/golden/augment.json
(needs torch and torchvision)"""
import json
import torch

# torchvision's compiled operators, none of which is used here, are missing where it was built for another PyTorch.
register = torch.library.register_fake
torch.library.register_fake = lambda op, *args, **named: (lambda f: f) if op.startswith("torchvision::") else register(op, *args, **named)
import torchvision
from torchvision.transforms import InterpolationMode
from torchvision.transforms import functional as F

torch.manual_seed(0)
flat = lambda t: [round(v, 7) for v in t.flatten().tolist()]
height, width = 5, 7
image = torch.rand(3, height, width)
# Greys, black, white, and colours that share their greatest or least channel.
special = torch.tensor([[.5, .5, .5], [0, 0, 0], [1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 0, 1], [.2, .7, .7]])
image.view(3, -1)[:, :len(special)] = special.T
colours = {
    "brighten": (F.adjust_brightness, [0, 0.4, 1, 1.7]),
    "contrast": (F.adjust_contrast, [0, 0.4, 1, 1.7]),
    "saturate": (F.adjust_saturation, [0, 0.4, 1, 1.7]),
    "turnHue": (F.adjust_hue, [-0.5, -0.13, 0, 0.08, 0.31, 0.5]),
}

values = torch.rand(2, height, width)
mask = (torch.arange(height * width) % 6 != 2).view(1, height, width).float()
labels = (torch.arange(height * width) * 5 % 11).view(1, height, width).float()


def turned(degrees):
    smooth = lambda t: F.rotate(t, degrees, InterpolationMode.BILINEAR)
    nearest = lambda t, fill: F.rotate(t, degrees, InterpolationMode.NEAREST, fill=fill)
    known = nearest(mask, 0)
    mean = torch.where(known == 1, smooth(values * mask) / smooth(mask), torch.zeros(()))
    return {"degrees": degrees, "image": flat(smooth(image)), "labels": flat(nearest(labels, 255)), "mask": flat(known), "values": flat(mean), "nearest": flat(nearest(values * mask, 0))}


print(json.dumps({
    "torch": torch.__version__,
    "torchvision": torchvision.__version__,
    "width": width,
    "height": height,
    "image": flat(image),
    "colours": [
        {"name": name, "by": by, "image": flat(change(image, by))} for name, (change, all) in colours.items() for by in all
    ],
    "labels": flat(labels),
    "values": flat(values),
    "mask": flat(mask),
    "turns": [turned(degrees) for degrees in [-31, -3, 7, 20]],
}))
