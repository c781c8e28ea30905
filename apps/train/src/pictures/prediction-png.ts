import type { Size, Target } from "@equipoise/datasets";
import { encodePng, expectPlanes } from "./encode.ts";
import { paintOutput } from "./paint.ts";

/**
 * PNG of a network's output for one image and task: the likeliest class in its colour, depth and inverse
 * depth from bright (nearest) to dark (farthest), normals as `(n + 1) / 2`, heat maps and edges from dark (lowest) to
 * bright, masks in two colours, and colours as they are.
 *
 * @param output `[C, H, W]`
 * @param shown the picture's size, whose pixels have the colour of the network's nearest
 * @throws {DataError} if the output is not of that size.
 */
export async function predictionPng(
  kind: Target["kind"],
  output: Float32Array,
  size: Size,
  shown: Size,
): Promise<Uint8Array> {
  expectPlanes("prediction", "an output", output, size);
  return encodePng(paintOutput(kind, output, size.width * size.height), size, shown);
}
