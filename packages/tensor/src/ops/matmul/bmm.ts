import { ShapeError } from "../../errors.ts";
import type { Tensor } from "../../tensor.ts";
import { matmul } from "./matmul.ts";

/**
 * The products of as many pairs of matrices: {@link matmul} that refuses all but two stacks of one extent. Gradients
 * flow to both.
 *
 * @param a `[B, M, K]`
 * @param b `[B, K, N]`
 * @returns `[B, M, N]`
 * @throws {ShapeError} if the shapes do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.bmm.html
 */
export function bmm(a: Tensor, b: Tensor): Tensor {
  const [batch, , inner] = a.shape;
  if (a.shape.length !== 3 || b.shape.length !== 3 || batch !== b.shape[0] || inner !== b.shape[1])
    throw new ShapeError("bmm", "a [B, M, K] and b [B, K, N]", { a: a.shape, b: b.shape });
  return matmul(a, b);
}
