import { ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import type { Shape } from "../../shape.ts";

/** One number for both axes, or one for each. */
export type Pair = number | readonly [height: number, width: number];

/** A number for each side of an image, in the order of ONNX's `pads`. */
type Sides = readonly [top: number, left: number, bottom: number, right: number];

/** Which windows of an image a pooling looks at. */
export interface WindowOptions {
  /** Pixels of a window. */
  readonly kernelSize: Pair;
  /** Pixels from window to window; default `kernelSize`. */
  readonly stride?: Pair | undefined;
  /**
   * Pixels added around the image: the same on both sides of an axis, at most half of `kernelSize`, as in PyTorch, or
   * `[top, left, bottom, right]`, the order of ONNX's `pads`, each less than `kernelSize`; default 0.
   */
  readonly padding?: Pair | Sides | undefined;
  /** Pixels from tap to tap within a window; default 1. */
  readonly dilation?: Pair | undefined;
  /** Whether a last window may reach over the edge, if it starts inside the image or its padding; default `false`. */
  readonly ceilMode?: boolean | undefined;
}

/** The windows along one axis. */
export interface Windows {
  readonly kernel: number;
  readonly stride: number;
  /** Pixels added before the first and after the last. */
  readonly before: number;
  readonly after: number;
  readonly dilation: number;
  /** How many there are. */
  readonly outputs: number;
}

/**
 * The windows along the height and the width of `x` [N, C, H, W].
 *
 * @throws {ShapeError} where PyTorch refuses: options out of range, or an image too small for one window.
 */
export function windowsOf(op: string, x: Shape, options: WindowOptions): readonly [Windows, Windows] {
  const [, , h, w] = ranked(op, "x", x, "N, C, H, W", 4);
  const { kernelSize, stride = kernelSize, padding = 0, dilation = 1, ceilMode = false } = options;
  const [kernels, strides, dilations] = [both(kernelSize), both(stride), both(dilation)];
  const arePositive = (pair: readonly number[]) =>
    Array.isArray(pair) && pair.length === 2 && pair.every((value) => Number.isInteger(value) && value > 0);
  if (![kernels, strides, dilations].every(arePositive))
    throw new ShapeError(op, "kernelSize, stride and dilation of positive integers", {
      kernelSize: kernels,
      stride: strides,
      dilation: dilations,
    });
  const [given, sides] = paddings(op, padding, kernels);
  const along = (i: 0 | 1, inputs: number): Windows => {
    const [before, after] = [sides[i], sides[i + 2]!];
    const axis = { kernel: kernels[i], stride: strides[i], before, after, dilation: dilations[i] };
    return { ...axis, outputs: count(inputs, axis, ceilMode) };
  };
  const windows = [along(0, h), along(1, w)] as const;
  if (windows[0].outputs < 1 || windows[1].outputs < 1)
    throw new ShapeError(op, "x, with its padding, no smaller than a window", {
      x,
      kernelSize: kernels,
      padding: given,
      dilation: dilations,
    });
  return windows;
}

export type Both = readonly [height: number, width: number];

export const both = (value: Pair): Both => (typeof value === "number" ? [value, value] : value);

/** A padding as messages print it, and its four sides. */
function paddings(op: string, padding: Pair | Sides, kernelSize: Both): readonly [Both | Sides, Sides] {
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  if (typeof padding === "object" && padding?.length === 4) {
    if (!padding.every((value, i) => isCount(value) && value < kernelSize[i % 2]!))
      throw new ShapeError(op, "padding from 0 to less than kernelSize", { padding, kernelSize });
    return [padding, padding];
  }
  const pair = both(padding);
  if (pair?.length !== 2 || !pair.every((value, i) => isCount(value) && 2 * value <= kernelSize[i]!))
    throw new ShapeError(op, "padding from 0 to half of kernelSize", { padding: pair, kernelSize });
  return [pair, [...pair, ...pair]];
}

function count(
  inputs: number,
  { kernel, stride, before, after, dilation }: Omit<Windows, "outputs">,
  ceil: boolean,
) {
  const steps = (inputs + before + after - dilation * (kernel - 1) - 1) / stride;
  const windows = (ceil ? Math.ceil(steps) : Math.floor(steps)) + 1;
  // The last window must start inside the image or the padding before it.
  return ceil && (windows - 1) * stride >= inputs + before ? windows - 1 : windows;
}
