import { ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import type { Shape } from "../../shape.ts";
import { both, isSides, type Pair, pairOf, type Sides, sidesOf } from "./pair.ts";

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
  const { kernelSize: kernel, stride = kernel, padding = 0, dilation = 1, ceilMode = false } = options;
  const kernelSize = pairOf(op, "kernelSize", kernel, 1);
  const strides = pairOf(op, "stride", stride, 1);
  const dilations = pairOf(op, "dilation", dilation, 1);
  const sides = paddingOf(op, padding, kernelSize);
  const along = (i: 0 | 1, inputs: number): Windows => {
    const [before, after] = [sides[i], sides[i + 2]!];
    const axis = { kernel: kernelSize[i], stride: strides[i], before, after, dilation: dilations[i] };
    return { ...axis, outputs: count(inputs, axis, ceilMode) };
  };
  const windows = [along(0, h), along(1, w)] as const;
  if (windows[0].outputs < 1 || windows[1].outputs < 1)
    throw new ShapeError(op, "x, with its padding, no smaller than a window", {
      x,
      kernelSize,
      padding: isSides(padding) ? padding : both(padding),
      dilation: dilations,
    });
  return windows;
}

/** The four sides of a padding, as wide as PyTorch and ONNX allow. */
function paddingOf(op: string, padding: Pair | Sides, kernelSize: readonly [number, number]): Sides {
  const sides = sidesOf(op, padding);
  const apart = isSides(padding);
  const fits = sides.every((side, i) => (apart ? side < kernelSize[i % 2]! : 2 * side <= kernelSize[i % 2]!));
  if (!fits)
    throw new ShapeError(op, `padding of ${apart ? "less than" : "at most half of"} kernelSize`, {
      padding,
      kernelSize,
    });
  return sides;
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
