import { ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { type Shape, sameShape, size } from "../../shape.ts";

/** Checks that `x` and `target` fit, and that `mask`, if there is one, marks the pixels of `x`. */
export function checkMasked(op: string, x: Shape, target: Shape, mask: Shape | undefined): void {
  if (!sameShape(x, target)) throw new ShapeError(op, "x and target of one shape", { x, target });
  if (!mask) return;
  const [N, , H, W] = ranked(op, "x", x, "N, C, H, W", 4);
  if (!sameShape(mask, [N, H, W]) && !sameShape(mask, [N, 1, H, W]))
    throw new ShapeError(op, "mask [N, H, W] or [N, 1, H, W] of the pixels of x", { x, mask });
}

/** Extents by which a kernel finds the channels of a pixel of `x`, `[N, C, H, W]`. */
export function pixelsOf(x: Shape): {
  readonly size: number;
  readonly channels: number;
  readonly pixels: number;
} {
  const [N, channels, H, W] = x as readonly [number, number, number, number];
  return { size: N * H * W, channels, pixels: H * W };
}

/** The same where there is no mask, and each element stands for itself. */
export const elementsOf = (x: Shape) => ({ size: size(x), channels: 1, pixels: size(x) });
