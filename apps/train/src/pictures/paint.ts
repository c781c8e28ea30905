import { IGNORE, type Target } from "@equipoise/datasets";
import { mostLikelyClasses } from "../metrics/most-likely-classes.ts";
import { classColour } from "./class-colour.ts";
import { type Colour, UNKNOWN } from "./colour.ts";
import { type DepthRange, depthColour, depthRange } from "./depth-colour.ts";
import { normalColour } from "./normal-colour.ts";

/** Interleaved sRGB, `[H, W, 3]`. */
export type Pixels = Uint8Array;

/** A target in colours; pixels without a value are grey. */
export function paintTarget(target: Target): Pixels {
  switch (target.kind) {
    case "classes":
      return paintClasses(target.labels);
    case "depth":
      return paintDepths(target.values, depthRange(target.values, target.mask), target.mask);
    case "normals":
      return paintNormals(target.values, target.mask);
  }
}

/**
 * A network's output for one image in colours.
 *
 * @param output `[C, H, W]`
 * @param pixels H * W
 * @param range of the colours of depths; default: that of the output itself.
 */
export function paintOutput(
  kind: Target["kind"],
  output: Float32Array,
  pixels: number,
  range?: DepthRange,
): Pixels {
  switch (kind) {
    case "classes":
      return paintClasses(mostLikelyClasses(output, output.length / pixels, 1));
    case "depth":
      return paintDepths(output, range ?? depthRange(output));
    case "normals":
      return paintNormals(output);
  }
}

function paintClasses(labels: Uint8Array): Pixels {
  return paint(labels.length, (p) => (labels[p] === IGNORE ? UNKNOWN : classColour(labels[p]!)));
}

function paintDepths(depths: Float32Array, range: DepthRange, mask?: Uint8Array): Pixels {
  return paint(depths.length, (p) =>
    mask?.[p] === 0 || Number.isNaN(depths[p]) ? UNKNOWN : depthColour(depths[p]!, range),
  );
}

function paintNormals(vectors: Float32Array, mask?: Uint8Array): Pixels {
  const plane = vectors.length / 3;
  return paint(plane, (p) =>
    mask?.[p] === 0 ? UNKNOWN : normalColour(vectors[p]!, vectors[p + plane]!, vectors[p + 2 * plane]!),
  );
}

/** An image `[3, H, W]`, 0..1, in colours. */
export function paintImage(image: Float32Array): Pixels {
  const plane = image.length / 3;
  const byte = (value: number) => Math.round(255 * Math.min(1, Math.max(0, value)));
  return paint(plane, (p) => [byte(image[p]!), byte(image[p + plane]!), byte(image[p + 2 * plane]!)]);
}

function paint(count: number, colourOf: (pixel: number) => Colour): Pixels {
  const pixels = new Uint8Array(3 * count);
  for (let p = 0; p < count; p++) pixels.set(colourOf(p), 3 * p);
  return pixels;
}
