"""PyTorch's process: greets and answers the benchmark's requests, as src/peers/protocol.ts says them."""

import json
import os
import sys
import time

import numpy
import torch
import torch.nn.functional as F

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
TYPES = {"f32": numpy.float32, "i32": numpy.int32}

# f32 throughout, as everyone else.
torch.backends.cuda.matmul.allow_tf32 = False
torch.backends.cudnn.allow_tf32 = False


def read(file):
    array = numpy.fromfile(file["file"], TYPES[file["type"]]).reshape(file["shape"])
    return torch.from_numpy(array).to(DEVICE)


def finish():
    if DEVICE == "cuda":
        torch.cuda.synchronize()


def forward(body):
    def prepare(inputs):
        def run():
            with torch.no_grad():
                return body(**inputs)

        return run

    return prepare


def train_step(inputs):
    x, labels = inputs.pop("x"), inputs.pop("labels").long()
    parameters = {name: value.requires_grad_() for name, value in inputs.items()}
    optimizer = torch.optim.SGD(parameters.values(), lr=0.1)
    w = parameters

    def run():
        a = F.relu(F.conv2d(x, w["weight1"], w["bias1"], padding=1))
        b = F.relu(F.conv2d(a, w["weight2"], w["bias2"], stride=2, padding=1))
        upsampled = F.interpolate(b, scale_factor=2, mode="bilinear", align_corners=False)
        logits = F.conv2d(upsampled, w["weight3"], w["bias3"], padding=1)
        loss = F.cross_entropy(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return {"loss": loss, **parameters}

    return run


WORKS = {
    "matmul": forward(lambda a, b: {"y": a @ b}),
    "conv2d": forward(lambda x, weight: {"y": F.conv2d(x, weight, padding=1)}),
    "conv2d dx": forward(
        lambda x, weight, dy: {"dx": torch.nn.grad.conv2d_input(x.shape, weight, dy, padding=1)}
    ),
    "conv2d dweight": forward(
        lambda x, weight, dy: {"dweight": torch.nn.grad.conv2d_weight(x, weight.shape, dy, padding=1)}
    ),
    "relu add": forward(lambda a, b: {"y": F.relu(a) + b}),
    "sum": forward(lambda a: {"y": a.sum()}),
    "train step": train_step,
}


def adapter():
    if DEVICE == "cuda":
        return torch.cuda.get_device_name() + ", TF32 off"
    return f"CPU, {torch.get_num_threads()} threads"


def results(run, folder):
    files = {}
    for name, value in run().items():
        array = value.detach().cpu().numpy()
        file = os.path.join(folder, name)
        array.tofile(file)
        files[name] = {"file": file, "shape": array.shape, "type": "f32"}
    return files


def sample(run, runs):
    start = time.perf_counter()
    for _ in range(runs):
        run()
    finish()
    return {"ms": (time.perf_counter() - start) * 1e3 / runs}


def say(answer):
    print(json.dumps(answer), flush=True)


say({"version": torch.__version__, "adapter": adapter(), "kinds": {kind: "" for kind in WORKS}})
run = None
for line in sys.stdin:
    request = json.loads(line)
    try:
        if request["ask"] == "prepare":
            run = None
            run = WORKS[request["kind"]]({name: read(file) for name, file in request["inputs"].items()})
            say({})
        elif request["ask"] == "results":
            say(results(run, request["folder"]))
        else:
            say(sample(run, request["runs"]))
    except Exception as error:
        say({"error": str(error)})
