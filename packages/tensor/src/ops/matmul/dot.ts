import { ShapeError } from "../../errors.ts";
import { sameShape } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { matmul } from "./matmul.ts";

/**
 * The product of two vectors: Σₖ a[k] · b[k]. {@link matmul} that refuses all but vectors; gradients flow to both.
 *
 * @param a `[K]`
 * @param b `[K]`
 * @returns a scalar
 * @throws {ShapeError} if they are not vectors of one extent.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.dot.html
 */
export function dot(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 1 || !sameShape(a.shape, b.shape))
    throw new ShapeError("dot", "a [K] and b [K]", { a: a.shape, b: b.shape });
  return matmul(a, b);
}
