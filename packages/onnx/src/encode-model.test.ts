import { expect, test } from "vitest";
import { bytesOf } from "./elements.ts";
import { encodeModel } from "./encode-model.ts";
import { goldenModels } from "./testing/golden-models.ts";

test("a model is the bytes that the package onnx writes for it", () => {
  const initializer = (name: string, type: "float" | "int64", values: readonly number[]) => ({
    ...{ name, type, shape: [values.length] },
    bytes: bytesOf(values, type),
  });
  const bytes = encodeModel({
    name: "",
    description: "",
    metadata: { b: "", a: "ä" },
    nodes: [
      {
        name: "a",
        type: "A",
        inputs: ["x", "", "shape"],
        outputs: ["a", "b"],
        attributes: {
          int: { int: -1 },
          ints: { ints: [-(2 ** 40), 7] },
          float: { float: 0.1 },
          text: { text: "größe" },
        },
      },
      { name: "c", type: "B", inputs: [], outputs: ["c"], attributes: {} },
    ],
    initializers: [initializer("shape", "int64", [-1, 2 ** 40]), initializer("none", "float", [])],
    inputs: [{ name: "x", shape: [{ times: 3 }], dtype: "u8" }],
    outputs: [{ name: "a", shape: [300], dtype: "i32" }],
  });
  expect(Buffer.from(bytes).toString("hex")).toBe(Buffer.from(goldenModels["kinds"]!).toString("hex"));
});
