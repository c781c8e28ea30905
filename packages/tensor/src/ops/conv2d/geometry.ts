import { ranked } from "../../apply.ts";
import type { Dtype, Floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Call } from "../../op.ts";
import { type Pair, pairOf, type Sides, sidesOf } from "../window/pair.ts";

export interface Conv2dOptions {
  /** Step between windows, in pixels; default 1. */
  readonly stride?: Pair;
  /**
   * Zeros added around the image, in pixels: one number, `[height, width]` for both sides of each axis, or
   * `[top, left, bottom, right]`, the order of ONNX's `pads`. `"same"` keeps the size, for stride 1; default 0, which
   * is `"valid"`.
   */
  readonly padding?: Pair | Sides | "same" | "valid";
  /** Step between the taps of a window, in pixels; default 1. */
  readonly dilation?: Pair;
  /** Sets of channels that are convolved apart; default 1. */
  readonly groups?: number;
}

export type Conv2dCall = Call<"x" | "weight", Conv2dOptions, "bias">;

/**
 * The extents of one convolution of `x [n, c, h, w]` with `weight [k, cg, r, s]` to `y [n, k, p, q]`; letters as in
 * cuDNN, `cg` and `kg` the channels and filters of one group, `top` and `left` the padding before the image.
 */
export interface Geometry {
  readonly n: number;
  readonly c: number;
  readonly h: number;
  readonly w: number;
  readonly k: number;
  readonly r: number;
  readonly s: number;
  readonly p: number;
  readonly q: number;
  readonly stride: readonly [height: number, width: number];
  readonly top: number;
  readonly left: number;
  readonly dilation: readonly [height: number, width: number];
  readonly groups: number;
  readonly cg: number;
  readonly kg: number;
  /** Element type of its tensors. */
  readonly dtype: Floating;
}

/** Reads the extents off the shapes. @throws {ShapeError} if they do not fit. */
export function geometryOf(
  { x, weight, bias }: Conv2dCall["shapes"],
  options: Conv2dOptions,
  dtype: Dtype = "f32",
): Geometry {
  const [n, c, h, w] = ranked("conv2d", "x", x, "N, C, H, W", 4);
  const [k, cg, r, s] = ranked("conv2d", "weight", weight, "K, C/groups, R, S", 4);
  const { groups = 1, padding = 0 } = options;
  const stride = pairOf("conv2d", "stride", options.stride ?? 1, 1);
  const dilation = pairOf("conv2d", "dilation", options.dilation ?? 1, 1);
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
  return {
    n,
    c,
    h,
    w,
    k,
    r,
    s,
    p,
    q,
    stride,
    top,
    left,
    dilation,
    groups,
    cg,
    kg: k / groups,
    dtype: dtype as Floating,
  };
}

/** Zeros on each side. An odd number for `"same"` puts the odd one last, as in PyTorch. */
function margins(
  padding: NonNullable<Conv2dOptions["padding"]>,
  stride: Geometry["stride"],
  reach: readonly [number, number],
): Sides {
  if (padding !== "same") return sidesOf("conv2d", padding === "valid" ? 0 : padding);
  if (stride[0] !== 1 || stride[1] !== 1)
    throw new ShapeError("conv2d", 'stride 1 with padding "same"', { stride }, "Give the padding as numbers");
  const [top, left] = [Math.floor(reach[0] / 2), Math.floor(reach[1] / 2)];
  return [top, left, reach[0] - top, reach[1] - left];
}

/** The shapes of a convolution's tensors. */
export const shapesOf = ({ n, c, h, w, k, cg, r, s, p, q }: Geometry) => ({
  x: [n, c, h, w],
  weight: [k, cg, r, s],
  y: [n, k, p, q],
});

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
