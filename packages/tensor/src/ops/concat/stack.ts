import { ShapeError } from "../../errors.ts";
import { scope } from "../../scope.ts";
import { sameShape } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { unsqueeze } from "../reshape/index.ts";
import { concat } from "./concat.ts";

/**
 * Tensors of one shape one after another along a new axis, `dim` of the result. Takes any number of tensors of one
 * element type of 16 or 32 bits; gradients flow to each.
 *
 * @throws {ShapeError} if there is no tensor, they differ in type or shape, or `dim` is no axis of the result.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.stack.html
 */
export function stack(tensors: readonly Tensor[], dim = 0): Tensor {
  const [first] = tensors;
  if (!first) throw new ShapeError("stack", "at least one tensor", { tensors: 0 });
  const rank = first.shape.length;
  if (!Number.isInteger(dim) || dim < -rank - 1 || dim > rank)
    throw new ShapeError("stack", `dim an integer from ${-rank - 1} to ${rank}`, { x0: first.shape, dim });
  const other = tensors.findIndex(({ shape }) => !sameShape(shape, first.shape));
  if (other > 0)
    throw new ShapeError("stack", "tensors of one shape", {
      x0: first.shape,
      [`x${other}`]: tensors[other]!.shape,
    });
  return scope(() =>
    concat(
      tensors.map((x) => unsqueeze(x, dim)),
      dim,
    ),
  );
}
