"""Writes tensorboard.golden.json: event files as TensorBoard's own protocol buffers and record writer make them.

    python3 apps/train/src/tensorboard/tensorboard.golden.py    (needs pip install tensorboard)
"""

import base64
import importlib.metadata
import json
import pathlib
import tempfile

from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

IMAGE = bytes([255, 216, 255, 224, 0, 200])


def event(wall_time, step=0, **fields):
    return event_pb2.Event(wall_time=wall_time, step=step, **fields)


def scalars(values):
    entries = [summary_pb2.Summary.Value(tag=tag, simple_value=value) for tag, value in values.items()]
    return summary_pb2.Summary(value=entries)


def image(tag, width, height, data):
    picture = summary_pb2.Summary.Image(height=height, width=width, colorspace=3, encoded_image_string=data)
    return summary_pb2.Summary(value=[summary_pb2.Summary.Value(tag=tag, image=picture)])


VERSION = event(1700000000.25, file_version="brain.Event:2")
FILES = {
    "fresh": [
        VERSION,
        event(1700000001.25, 10, summary=scalars({"train/loss/depth": 0.1, "train/overall": 1.5, "train/learning rate": 1e-4, "train/ms per step": 41.0})),
        event(1700000002.25, 20, summary=scalars({"balance/weight/depth": 2.0, "balance/loss scale/depth": 0.25, "balance/difficulty/depth": 1.125, "balance/beta": 0.02})),
        event(1700000003.25, 20, summary=scalars({"val/loss/depth": 0.5, "val/depth/abs": 0.75})),
        event(1700000004.25, 300, summary=image("val-0", 512, 384, IMAGE)),
    ],
    "resumed": [VERSION, event(1700000001.25, 21, session_log=event_pb2.SessionLog(status=event_pb2.SessionLog.START))],
}


def written(events):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "events"
        with open(path, "wb") as file:
            writer = RecordWriter(file)
            for one in events:
                writer.write(one.SerializeToString())
            writer.flush()
            return base64.b64encode(path.read_bytes()).decode()


golden = {"tensorboard": importlib.metadata.version("tensorboard")}
golden |= {name: written(events) for name, events in FILES.items()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")
