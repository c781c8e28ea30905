import { ShapeError } from "../../errors.ts";
import { scope } from "../../scope.ts";
import type { Tensor } from "../../tensor.ts";
import { flatten, reshape } from "../reshape/index.ts";
import { indexSelect } from "./index-select.ts";

/**
 * A row of `weight` for each index, as {@link indexSelect}. Gradients flow to `weight`.
 *
 * @param indices any shape; `i32`, `u32` or `u8`
 * @param weight `[V, D]`
 * @returns `[..., D]`, with the axes of `indices` before
 * @throws {ShapeError} if `weight` is no matrix.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding.html
 */
export function embedding(indices: Tensor, weight: Tensor): Tensor {
  if (weight.shape.length !== 2) throw new ShapeError("embedding", "weight [V, D]", { weight: weight.shape });
  return scope(() => reshape(indexSelect(weight, 0, flatten(indices)), [...indices.shape, weight.shape[1]!]));
}
