import { ShapeError } from "../../errors.ts";

/**
 * Where output `o` falls among the inputs along one axis, in inputs: `max((o · step + start) / unit, 0)`. Whole
 * numbers, so that forward and backward round nowhere and agree on every edge.
 */
export interface Axis {
  readonly step: number;
  readonly start: number;
  readonly unit: number;
}

/** How outputs are placed among inputs, in the words of ONNX's `Resize`. */
export type CoordinateMode = (typeof coordinateModes)[number];

const coordinateModes = ["half_pixel", "pytorch_half_pixel", "asymmetric", "align_corners"] as const;

/** PyTorch's two modes, or one by its name. */
export const coordinateModeOf = (corners: boolean | CoordinateMode): CoordinateMode =>
  typeof corners === "string" ? corners : corners ? "align_corners" : "half_pixel";

/** Kernels compute positions in 32 bits: (inputs + 1) · unit and outputs · step must fit. */
const MAX_PRODUCT = 2 ** 29;

/**
 * The map of one axis, where `r` is `I / O`, or `1 / scale` where a scale is given:
 *
 * - `half_pixel`: centres of pixels half a pixel from the edge, `(o + ½) r − ½`;
 * - `pytorch_half_pixel`: the same, but the first input where there is one output;
 * - `asymmetric`: edges at the edge, `o r`;
 * - `align_corners`: first and last centres at the first and last, `o (I − 1) / (O − 1)`, the first input where there
 *   is one output.
 *
 * @throws {ShapeError} if there is no such mode, or positions would not fit 32 bits.
 */
export function axisOf(
  op: string,
  inputs: number,
  outputs: number,
  mode: CoordinateMode,
  scale?: number,
): Axis {
  if (!coordinateModes.includes(mode))
    throw new ShapeError(op, `coordinateMode of ${coordinateModes.join(", ")}`, { coordinateMode: mode });
  if ((inputs + 1) * (outputs + 1) > MAX_PRODUCT)
    throw new ShapeError(op, `inputs times outputs along an axis below ${MAX_PRODUCT}`, { inputs, outputs });
  if (outputs === 1 && (mode === "align_corners" || mode === "pytorch_half_pixel"))
    return { step: 0, start: 0, unit: 1 };
  if (mode === "align_corners") return { step: inputs - 1, start: 0, unit: outputs - 1 };
  const [p, q] =
    scale === undefined ? [inputs, outputs] : ratio(1 / scale, Math.floor(MAX_PRODUCT / 2 / (inputs + 1)));
  return mode === "asymmetric" ? { step: p, start: 0, unit: q } : { step: 2 * p, start: p - q, unit: 2 * q };
}

/** The last convergent p / q of the continued fraction of `value` with q at most `limit`; exact factors come out exact. */
export function ratio(value: number, limit: number): readonly [p: number, q: number] {
  let [p0, q0] = [1, 0];
  let [p, q] = [Math.floor(value), 1];
  let rest = value - p;
  while (Math.abs(p / q - value) > 1e-15 * value) {
    const digit = Math.floor(1 / rest);
    if (digit * q + q0 > limit) break;
    [p0, q0, p, q] = [p, q, digit * p + p0, digit * q + q0];
    rest = 1 / rest - digit;
  }
  return [p, q];
}
