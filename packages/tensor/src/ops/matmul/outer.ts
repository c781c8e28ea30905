import { ShapeError } from "../../errors.ts";
import { scope } from "../../scope.ts";
import type { Tensor } from "../../tensor.ts";
import { mul } from "../binary/index.ts";
import { unsqueeze } from "../reshape/index.ts";

/**
 * Every element of one vector times every element of another: y[m, n] = a[m] · b[n]. Gradients flow to both.
 *
 * @param a `[M]`
 * @param b `[N]`
 * @returns `[M, N]`
 * @throws {ShapeError} if they are not vectors.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.outer.html
 */
export function outer(a: Tensor, b: Tensor): Tensor {
  if (a.shape.length !== 1 || b.shape.length !== 1)
    throw new ShapeError("outer", "a [M] and b [N]", { a: a.shape, b: b.shape });
  return scope(() => mul(unsqueeze(a, 1), unsqueeze(b, 0)));
}
