import { ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import type { Reduction } from "./reduction.ts";

export interface Masked {
  /** The pixels that count, `[N, H, W]` or `[N, 1, H, W]`, `u8`: 0 outside, anything else inside; default all. */
  readonly mask?: Tensor | undefined;
}

export interface MaskedLossOptions extends Masked {
  /** Over the elements of the pixels that count; `"none"` gives each one's loss, 0 outside the mask; default `"mean"`. */
  readonly reduction?: Reduction;
}

/** Checks that `x`, which goes by `name`, and `target` fit, and that `mask`, if there is one, marks pixels of `x`. */
export function checkMasked(op: string, x: Shape, target: Shape, mask: Shape | undefined, name = "x"): void {
  if (!sameShape(x, target))
    throw new ShapeError(op, `${name} and target of one shape`, { [name]: x, target });
  if (!mask) return;
  const [N, , H, W] = ranked(op, name, x, "N, C, H, W", 4);
  if (!sameShape(mask, [N, H, W]) && !sameShape(mask, [N, 1, H, W]))
    throw new ShapeError(op, `mask [N, H, W] or [N, 1, H, W] of the pixels of ${name}`, { [name]: x, mask });
}

/** Extents by which a kernel finds the channels of a pixel. */
export interface Geometry {
  readonly size: number;
  readonly channels: number;
  readonly pixels: number;
}

/** The geometry of `x`, `[N, C, H, W]`. */
export function pixelsOf(x: Shape): Geometry {
  const [N, channels, H, W] = x as readonly [number, number, number, number];
  return { size: N * H * W, channels, pixels: H * W };
}

/** The same of any shape where there is no mask: each element stands for itself. */
export const geometryOf = (x: Shape, mask: Shape | undefined): Geometry =>
  mask ? pixelsOf(x) : { size: size(x), channels: 1, pixels: size(x) };

/** The inputs of an op that holds `x` against `target` within a mask. */
export const maskedInputs = { inputs: ["x", "target", "mask"], dtypes: { mask: ["u8"] } } as const;

/** The reads of its kernels, `x` by whatever name: it stands in for a mask that is absent. */
export const maskedReads = (mask: Shape | undefined, x = "x") => [x, "target", mask ? "mask" : x];

/** The constant by which they know. */
export const maskFlag = (mask: Shape | undefined) => ({ MASKED: Number(mask !== undefined) });
