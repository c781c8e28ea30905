import { expect, test } from "vitest";
import { onnxModel } from "./onnx-model.ts";

/** What the Python package onnx 1.23.1 writes for the graph below: helper.make_model, SerializeToString, in hex. */
const golden =
  "08083afc010a3e0a01780a067765696768741201632204436f6e762a150a0c6b65726e656c5f736861706540034003a001072a110a04706164734001400140014001a001070a220a0163120173220952656475636553756d2a0f0a086b65657064696d731801a001020a1b0a01730a067374617274730a04656e64731201792205536c696365120567726170682a12080410073a040000000042067374617274732a13080410073a07010101808080024204656e64735a1c0a017812170a15080112110a0208040a0208200a0208400a0308c8015a200a0677656967687412160a14080112100a02080d0a0208200a0208030a02080362090a017912040a02080142040a001011";

test("a model is written byte for byte as ONNX's own package does", () => {
  const model = onnxModel({
    nodes: [
      {
        op: "Conv",
        inputs: ["x", "weight"],
        outputs: ["c"],
        attributes: { kernel_shape: [3, 3], pads: [1, 1, 1, 1] },
      },
      { op: "ReduceSum", inputs: ["c"], outputs: ["s"], attributes: { keepdims: 1 } },
      { op: "Slice", inputs: ["s", "starts", "ends"], outputs: ["y"] },
    ],
    inputs: { x: [4, 32, 64, 200], weight: [13, 32, 3, 3] },
    outputs: ["y"],
    constants: { starts: [0, 0, 0, 0], ends: [1, 1, 1, 4_194_304] },
  });
  expect(Buffer.from(model).toString("hex")).toBe(golden);
});
