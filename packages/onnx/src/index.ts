export { exportOnnx, type OnnxOptions } from "./export-onnx.ts";
export { OnnxError } from "./onnx-error.ts";
export type { Body } from "./traces.ts";
