import { axesOf } from "../../axes.ts";
import { ShapeError } from "../../errors.ts";
import type { Tensor } from "../../tensor.ts";
import { reshape } from "./reshape.ts";

/**
 * `x` without its axes of one element, or without those among `dim` that have one; the same memory, as
 * {@link reshape}.
 *
 * @param dim the axes to leave out, negative ones counted from the end; one of several elements stays
 * @throws {ShapeError} if `dim` names no axis of `x`, or one twice.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.squeeze.html
 */
export function squeeze(x: Tensor, dim?: number | readonly number[]): Tensor {
  const { shape } = x;
  // PyTorch counts a scalar as one axis here.
  const asked = dim === undefined ? [...shape.keys()] : [dim].flat();
  const axes = axesOf("squeeze", shape.length === 0 ? [1] : shape, asked);
  return reshape(
    x,
    shape.filter((extent, axis) => extent !== 1 || !axes.includes(axis)),
  );
}

/**
 * `x` with an axis of one element more, at `dim` of the result; the same memory, as {@link reshape}.
 *
 * @param dim from −r − 1 to r for an `x` of r axes, negative ones counted from the end of the result
 * @throws {ShapeError} if `dim` is no axis of the result.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.unsqueeze.html
 */
export function unsqueeze(x: Tensor, dim: number): Tensor {
  const rank = x.shape.length;
  if (!Number.isInteger(dim) || dim < -rank - 1 || dim > rank)
    throw new ShapeError("unsqueeze", `dim an integer from ${-rank - 1} to ${rank}`, { x: x.shape, dim });
  return reshape(x, x.shape.toSpliced(dim < 0 ? dim + rank + 1 : dim, 0, 1));
}
