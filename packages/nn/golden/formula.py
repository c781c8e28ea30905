"""Values that both sides of a golden test work out, to the bit, from a number and a place; and digests of results.

`src/testing/formula.ts` is the other side.
"""

import sys

import numpy
import torch

sys.dont_write_bytecode = True

SAMPLES = 24


def values(number, shape):
    """Numbers in [-1, 1), exact in float32: a hash of the tensor's number and the element's place."""
    size = int(numpy.prod(shape))
    with numpy.errstate(over="ignore"):
        hashed = numpy.arange(size, dtype=numpy.uint32) * numpy.uint32(0x9E3779B1)
        hashed += numpy.uint32((number + 1) * 0x85EBCA77 & 0xFFFFFFFF)
        for shift, factor in ((15, 0x2C1B3C6D), (12, 0x297A2D39)):
            hashed = (hashed ^ (hashed >> numpy.uint32(shift))) * numpy.uint32(factor)
    return torch.from_numpy((hashed >> numpy.uint32(8)) / 2.0**23 - 1).reshape(shape)


def tensors(state):
    """The tensors of a state dict that take part."""
    return {name: value for name, value in state.items() if not name.endswith("num_batches_tracked")}


def fill(module):
    """Fills a module, whose activations then keep their size, and makes it one of float64."""
    module.double()
    for number, (name, value) in enumerate(tensors(module.state_dict()).items()):
        made = values(number, value.shape)
        if value.ndim > 1:
            made = made * (6 / value[0].numel()) ** 0.5
        elif name.endswith(("weight", "running_var")):
            made = 1 + made / 4
        else:
            made = made / 8
        value.copy_(made.float())
    return module


def digest(tensor):
    """The norm of a tensor, and elements at even distances."""
    flat = tensor.detach().flatten().double()
    samples = flat[:: -(-len(flat) // SAMPLES)]
    return {
        "shape": list(tensor.shape),
        "norm": float(f"{flat.norm().item():.9g}"),
        "samples": [float(f"{value:.9g}") for value in samples.tolist()],
    }


def run(module, training, x_shape, gradients, statistics=""):
    """A pass of a filled module: its result, gradients of the named parameters and of `x`, and running statistics.

    The latter are those whose names begin as told, which is all of them where nothing is.
    """
    module.train(training)
    x = values(1000, x_shape).requires_grad_()
    made = module(x)
    results = made if isinstance(made, dict) else {"y": made}
    for number, y in enumerate(results.values()):
        y.backward(values(2000 + number, y.shape), retain_graph=True)
    parameters = dict(module.named_parameters())
    buffers = {name: value for name, value in module.named_buffers() if training and name.startswith(statistics)}
    return {
        "training": training,
        "x": list(x_shape),
        "results": {name: digest(y) for name, y in results.items()},
        "gradients": {"x": digest(x.grad)} | {name: digest(parameters[name].grad) for name in gradients},
        "buffers": {name: digest(value) for name, value in tensors(buffers).items()},
    }


def shapes(module):
    return {name: list(value.shape) for name, value in tensors(module.state_dict()).items()}
