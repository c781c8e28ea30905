"""python3 packages/tensor/src/ops/sigmoid-focal-loss/sigmoid-focal-loss.golden.py"""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[3] / "golden"))

import torch
import torch.nn.functional as F
from golden import case, integers, uniform, write

inputs = {"logits": uniform((2, 2, 2, 3), 1, -8, 8), "target": integers((2, 2, 2, 3), 2, 2).double()}
soft = {"logits": inputs["logits"], "target": uniform((2, 2, 2, 3), 3, 0, 1)}
mask = {"mask": integers((2, 2, 3), 2, 7)}


def focal(logits, target, alpha, gamma):
    """Lin et al. 2017 as torchvision.ops.sigmoid_focal_loss documents it, for targets between 0 and 1."""
    p = torch.sigmoid(logits)
    p_t = p * target + (1 - p) * (1 - target)
    entropy = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    balance = alpha * target + (1 - alpha) * (1 - target) if alpha >= 0 else 1
    return balance * (1 - p_t) ** gamma * entropy


def named(name, given, reduction, alpha=0.25, gamma=2):
    def function(logits, target, mask=None):
        losses = focal(logits, target, alpha, gamma)
        if reduction == "none":
            return losses
        if mask is not None:
            losses = losses[mask.bool().unsqueeze(1).expand_as(losses)]
        return losses.sum() if reduction == "sum" else losses.mean()

    attrs = {"alpha": alpha, "gamma": gamma, "reduction": reduction}
    return case(name, function, given, attrs, ["logits"])


write(
    __file__,
    [
        named("hard labels", inputs, "none"),
        named("a mask", inputs | mask, "mean"),
        named("a sum of soft labels", soft, "sum", alpha=0.6, gamma=1.5),
        named("no alpha", soft, "mean", alpha=-1, gamma=3),
    ],
)
