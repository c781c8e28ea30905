# Writes models.json: models as the package onnx makes and writes them, byte for byte.
#   python3 packages/onnx/golden/models.py     (pip install onnx; made with 1.23.1)
import base64
import json
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper


def value(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def tensor(name, array, kind):
    return helper.make_tensor(name, kind, array.shape, array.tobytes(), raw=True)


def node(operator, inputs, outputs, **attributes):
    made = helper.make_node(operator, inputs, outputs, name=outputs[0] if outputs[0] != "y" else operator)
    # One by one: make_node sorts them by name, and we keep the order of the call.
    made.attribute.extend(helper.make_attribute(name, given) for name, given in attributes.items())
    return made


def encoded(nodes, inputs, outputs, initializers=(), name="network", description="", metadata={}):
    graph = helper.make_graph(nodes, name, inputs, outputs, initializers)
    operators = [helper.make_opsetid("", 18)]
    model = helper.make_model(graph, opset_imports=operators, ir_version=8, producer_name="equipoise")
    model.doc_string = description
    helper.set_model_props(model, metadata)
    return base64.b64encode(model.SerializeToString(deterministic=True)).decode()


models = {
    "named": encoded(
        [node("Mul", ["x", "scale"], ["Mul"]), node("Relu", ["Mul"], ["y"])],
        [value("x", ["N", 2, 4, 6])],
        [value("y", ["N", 2, 4, 6])],
        [tensor("scale", np.float32([1, 2]).reshape(2, 1, 1), TensorProto.FLOAT)],
        name="net",
        description="doubles",
        metadata={"tasks": "[]"},
    ),
    "pooled": encoded(
        [node("MaxPool", ["x"], ["y"], kernel_shape=[2, 2], strides=[2, 2], dilations=[1, 1], pads=[0] * 4)],
        [value("x", ["N", 2, 4, 6])],
        [value("y", ["N", 2, 2, 3])],
    ),
    # Attributes of every kind, inputs left out, results of every type, whole numbers below 0 and beyond 32 bits.
    "kinds": encoded(
        [
            node("A", ["x", "", "shape"], ["a", "b"], int=-1, ints=[-(2**40), 7], float=0.1, text="größe"),
            node("B", [], ["c"]),
        ],
        [value("x", ["3*N"], TensorProto.UINT8)],
        [value("a", [300], TensorProto.INT64)],
        [
            tensor("shape", np.int64([-1, 2**40]), TensorProto.INT64),
            tensor("none", np.float32([]), TensorProto.FLOAT),
        ],
        name="",
        metadata={"b": "", "a": "ä"},
    ),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(models, indent=2) + "\n")
