import { ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import type { Call } from "../../op.ts";

/** One number for both axes, or `[height, width]`. */
export type Pair = number | readonly [height: number, width: number];

export interface Conv2dOptions {
  /** Step between windows, in pixels; default 1. */
  readonly stride?: Pair;
  /** Zeros added on both sides, in pixels; `"same"` keeps the size, for stride 1; default 0, which is `"valid"`. */
  readonly padding?: Pair | "same" | "valid";
  /** Step between the taps of a window, in pixels; default 1. */
  readonly dilation?: Pair;
  /** Sets of channels that are convolved apart; default 1. */
  readonly groups?: number;
}

export type Conv2dCall = Call<"x" | "weight", Conv2dOptions, "bias">;

/** The extents of one convolution; letters as in cuDNN, `cg` and `kg` the channels of one group. */
export type Geometry = ReturnType<typeof geometryOf>;

/** Reads the extents off the shapes. @throws {ShapeError} if they do not fit. */
export function geometryOf(shapes: Conv2dCall["shapes"], options: Conv2dOptions) {
  const { x, weight, bias } = shapes;
  const [n, c, h, w] = ranked("conv2d", "x", x, "N, C, H, W", 4);
  const [k, cg, r, s] = ranked("conv2d", "weight", weight, "K, C/groups, R, S", 4);
  const { groups = 1, padding = 0 } = options;
  const stride = pairOf("stride", options.stride ?? 1, 1);
  const dilation = pairOf("dilation", options.dilation ?? 1, 1);
  if (!Number.isInteger(groups) || groups < 1)
    throw new ShapeError("conv2d", "groups of at least 1", { groups });
  if (c !== cg * groups)
    throw new ShapeError("conv2d", "x with groups times the channels of weight", { x, weight, groups });
  if (k % groups !== 0)
    throw new ShapeError("conv2d", "a number of filters that groups divides", { weight, groups });
  if (bias && (bias.length !== 1 || bias[0] !== k))
    throw new ShapeError("conv2d", "a bias for each filter of weight", { bias, weight });

  const reach = [dilation[0] * (r - 1), dilation[1] * (s - 1)] as const;
  const [top, left, bottom, right] = margins(padding, stride, reach);
  const [spanH, spanW] = [h + top + bottom - reach[0] - 1, w + left + right - reach[1] - 1];
  if (spanH < 0 || spanW < 0) {
    const given = typeof padding === "number" ? [padding, padding] : padding;
    throw new ShapeError("conv2d", "a window no larger than the padded x", {
      x,
      weight,
      padding: given,
      dilation,
    });
  }
  const [p, q] = [Math.floor(spanH / stride[0]) + 1, Math.floor(spanW / stride[1]) + 1];
  return { n, c, h, w, k, r, s, p, q, stride, top, left, dilation, groups, cg, kg: k / groups };
}

function pairOf(name: string, value: Pair, least: number): readonly [number, number] {
  const pair = typeof value === "number" ? ([value, value] as const) : value;
  if (pair.length !== 2 || !pair.every((entry) => Number.isInteger(entry) && entry >= least))
    throw new ShapeError("conv2d", `${name} of integers of at least ${least}`, { [name]: value });
  return pair;
}

/** Zeros at the top, left, bottom and right. An odd number for `"same"` puts the odd one last, as in PyTorch. */
function margins(
  padding: NonNullable<Conv2dOptions["padding"]>,
  stride: readonly [number, number],
  reach: readonly [number, number],
): readonly [number, number, number, number] {
  if (padding === "same") {
    if (stride[0] !== 1 || stride[1] !== 1)
      throw new ShapeError(
        "conv2d",
        'stride 1 with padding "same"',
        { stride },
        "Give the padding as numbers",
      );
    const [top, left] = [Math.floor(reach[0] / 2), Math.floor(reach[1] / 2)];
    return [top, left, reach[0] - top, reach[1] - left];
  }
  const [y, x] = pairOf("padding", padding === "valid" ? 0 : padding, 0);
  return [y, x, y, x];
}

/** The fields of the kernels' `Params`, in order. */
export const paramsOf = ({ stride, dilation, ...g }: Geometry) => ({
  n: g.n,
  c: g.c,
  h: g.h,
  w: g.w,
  k: g.k,
  r: g.r,
  s: g.s,
  p: g.p,
  q: g.q,
  strideH: stride[0],
  strideW: stride[1],
  top: g.top,
  left: g.left,
  dilationH: dilation[0],
  dilationW: dilation[1],
  cg: g.cg,
  kg: g.kg,
});
