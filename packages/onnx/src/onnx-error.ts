/** A function that ONNX, or this package, has no words for; nothing was written. */
export class OnnxError extends Error {
  override readonly name = "OnnxError";
}
