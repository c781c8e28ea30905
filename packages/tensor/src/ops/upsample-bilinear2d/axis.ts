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

/** Kernels compute positions in 32 bits: (inputs + 1) · unit and outputs · step must fit. */
const MAX_PRODUCT = 2 ** 29;

/**
 * PyTorch's map of one axis. Corners aligned: `o (I − 1) / (O − 1)`, the first input if there is one output.
 * Half-pixel centres: `(o + ½) r − ½`, where `r` is `I / O`, or `1 / scale` where a scale is given and `O` is not `I`:
 * as many outputs as inputs are a copy, as PyTorch on the CPU has it.
 *
 * @throws {ShapeError} if positions would not fit 32 bits.
 */
export function axisOf(op: string, inputs: number, outputs: number, corners: boolean, scale?: number): Axis {
  if ((inputs + 1) * (outputs + 1) > MAX_PRODUCT)
    throw new ShapeError(op, `inputs times outputs along an axis below ${MAX_PRODUCT}`, { inputs, outputs });
  if (corners)
    return outputs > 1 ? { step: inputs - 1, start: 0, unit: outputs - 1 } : { step: 0, start: 0, unit: 1 };
  const [p, q] =
    scale === undefined || outputs === inputs
      ? [inputs, outputs]
      : ratio(1 / scale, Math.floor(MAX_PRODUCT / 2 / (inputs + 1)));
  return { step: 2 * p, start: p - q, unit: 2 * q };
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
