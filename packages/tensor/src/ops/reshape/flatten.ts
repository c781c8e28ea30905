import { axisOf } from "../../axes.ts";
import { ShapeError } from "../../errors.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { reshape } from "./reshape.ts";

/**
 * `x` with its axes from `startDim` to `endDim`, both included, as one; the same memory, as {@link reshape}. A scalar
 * becomes one element along one axis.
 *
 * @throws {ShapeError} if `x` has no such axes, or they are the wrong way round.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.flatten.html
 */
export function flatten(x: Tensor, startDim = 0, endDim = -1): Tensor {
  const shape = x.shape.length === 0 ? [1] : x.shape;
  const [start, end] = [axisOf("flatten", shape, startDim), axisOf("flatten", shape, endDim)];
  if (start > end)
    throw new ShapeError("flatten", "startDim before endDim, or the same", { x: x.shape, startDim, endDim });
  return reshape(x, shape.toSpliced(start, end - start + 1, size(shape.slice(start, end + 1))));
}
