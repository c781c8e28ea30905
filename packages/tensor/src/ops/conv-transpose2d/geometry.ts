import { ranked } from "../../apply.ts";
import type { Dtype, Floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Call } from "../../op.ts";
import type { Geometry } from "../conv2d/geometry.ts";
import { type Pair, pairOf, type Sides, sidesOf } from "../window/pair.ts";

const OP = "convTranspose2d";

export interface ConvTranspose2dOptions {
  /** Step between the windows that pixels of `x` are spread over, in pixels of the result; default 1. */
  readonly stride?: Pair;
  /**
   * Pixels cut off the result: one number, `[height, width]` for both sides of each axis, or
   * `[top, left, bottom, right]`, the order of ONNX's `pads`; default 0.
   */
  readonly padding?: Pair | Sides;
  /** Pixels added to the result at its bottom and right, less than `stride` or `dilation`; default 0. */
  readonly outputPadding?: Pair;
  /** Sets of channels that are convolved apart; default 1. */
  readonly groups?: number;
  /** Step between the taps of a window, in pixels; default 1. */
  readonly dilation?: Pair;
}

export type ConvTranspose2dCall = Call<"x" | "weight", ConvTranspose2dOptions, "bias">;

/**
 * The extents of the convolution whose adjoint a call is: its `x` is the call's result and its `y` the call's `x`.
 *
 * @throws {ShapeError} if the shapes do not fit, or PyTorch would refuse the options.
 */
export function geometryOf(
  { x, weight, bias }: ConvTranspose2dCall["shapes"],
  options: ConvTranspose2dOptions,
  dtype: Dtype = "f32",
): Geometry {
  const [n, k, p, q] = ranked(OP, "x", x, "N, C, H, W", 4);
  const [filters, cg, r, s] = ranked(OP, "weight", weight, "C, K/groups, R, S", 4);
  const { groups = 1 } = options;
  const stride = pairOf(OP, "stride", options.stride ?? 1, 1);
  const dilation = pairOf(OP, "dilation", options.dilation ?? 1, 1);
  const outputPadding = pairOf(OP, "outputPadding", options.outputPadding ?? 0, 0);
  const padding = sidesOf(OP, options.padding ?? 0);
  if (!Number.isInteger(groups) || groups < 1) throw new ShapeError(OP, "groups of at least 1", { groups });
  if (k !== filters) throw new ShapeError(OP, "a weight for each channel of x", { x, weight });
  if (k % groups !== 0) throw new ShapeError(OP, "channels of x that groups divides", { x, groups });
  const c = cg * groups;
  if (bias && (bias.length !== 1 || bias[0] !== c))
    throw new ShapeError(OP, "a bias for each channel of the result", { bias, weight, groups });
  if (outputPadding.some((added, axis) => added >= Math.max(stride[axis]!, dilation[axis]!)))
    throw new ShapeError(OP, "outputPadding less than stride or dilation", {
      outputPadding,
      stride,
      dilation,
    });

  const [top, left, bottom, right] = padding;
  const h = (p - 1) * stride[0] + dilation[0] * (r - 1) + 1 + outputPadding[0] - top - bottom;
  const w = (q - 1) * stride[1] + dilation[1] * (s - 1) + 1 + outputPadding[1] - left - right;
  if (h < 1 || w < 1)
    throw new ShapeError(OP, "a result of at least one pixel", { x, weight, padding, result: [n, c, h, w] });
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
