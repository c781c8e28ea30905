import { ignoredBy, type Target } from "@equipoise/datasets";
import { classColour } from "./class-colour.ts";
import { type Colour, UNKNOWN } from "./colour.ts";
import { inferno } from "./inferno.ts";
import { normalColour } from "./normal-colour.ts";
import { predictedTarget } from "./predicted-target.ts";
import { depthColour, heatColour, type ValueRange, valueRange } from "./value-colour.ts";

/** Interleaved sRGB, `[H, W, 3]`. */
export type Pixels = Uint8Array;

/** Pixels of a mask, outside and inside. */
export const MASK_COLOURS: readonly [outside: Colour, inside: Colour] = [
  [40, 42, 54],
  [255, 209, 92],
];

/**
 * A target in colours; pixels without a value are grey.
 *
 * @param range of the colours of depths, inverse depths and heat maps; default: that of the target itself.
 */
export function paintTarget(target: Target, range = rangeOf(target)): Pixels {
  if (target.kind === "classes") {
    const { labels } = target;
    const ignored = ignoredBy(labels);
    return paint(labels.length, (p) => (labels[p] === ignored ? UNKNOWN : classColour(labels[p]!)));
  }
  const { values, mask } = target;
  const colour = colourOf(target, range);
  const channels = values.length / mask.length;
  const pixel = new Float32Array(channels);
  return paint(mask.length, (p) => {
    if (mask[p] === 0) return UNKNOWN;
    for (let c = 0; c < channels; c++) pixel[c] = values[c * mask.length + p]!;
    return colour(pixel);
  });
}

/** The range that the colours of a target span; 0..1 where they always do. */
export function rangeOf(target: Target): ValueRange {
  switch (target.kind) {
    case "depth":
    case "inverse-depth":
    case "heatmap":
      return valueRange(target.values, target.mask);
    default:
      return { low: 0, high: 1 };
  }
}

/** How the values of a pixel become a colour. */
function colourOf(
  { kind }: Exclude<Target, { kind: "classes" }>,
  range: ValueRange,
): (pixel: Float32Array) => Colour {
  switch (kind) {
    case "depth":
      return ([metres]) => depthColour(metres!, range);
    case "inverse-depth":
      return ([inverse]) => heatColour(inverse!, range);
    case "normals":
      return ([x, y, z]) => normalColour(x!, y!, z!);
    case "mask":
      return ([inside]) => MASK_COLOURS[inside === 1 ? 1 : 0];
    case "heatmap":
      return (channels) => heatColour(Math.max(...channels), range);
    case "edges":
      return ([probability]) => inferno(probability!);
    case "rgb":
      return ([r, g, b]) => [byte(r!), byte(g!), byte(b!)];
  }
}

/**
 * A network's output for one image in colours; see {@link predictedTarget}.
 *
 * @param output `[C, H, W]`
 * @param pixels H * W
 * @param range of the colours; default: that of the output itself.
 */
export function paintOutput(
  kind: Target["kind"],
  output: Float32Array,
  pixels: number,
  range?: ValueRange,
): Pixels {
  return paintTarget(predictedTarget(kind, output, pixels), range);
}

/** An image `[3, H, W]`, 0..1, in colours. */
export function paintImage(image: Float32Array): Pixels {
  const plane = image.length / 3;
  return paint(plane, (p) => [byte(image[p]!), byte(image[p + plane]!), byte(image[p + 2 * plane]!)]);
}

const byte = (value: number) => Math.round(255 * Math.min(1, Math.max(0, value)));

function paint(count: number, colourAt: (pixel: number) => Colour): Pixels {
  const pixels = new Uint8Array(3 * count);
  for (let p = 0; p < count; p++) pixels.set(colourAt(p), 3 * p);
  return pixels;
}
