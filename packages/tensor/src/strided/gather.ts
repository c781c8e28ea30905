import type { Dtype } from "../dtype.ts";
import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import { collapse, perAxis } from "./collapse.ts";
import words from "./gather.wgsl";
import fours from "./gather-fours.wgsl";

/**
 * The launch that writes `name`, of `shape`, with the elements of `from` at `offset` and on along `strides`: any
 * element type of 16 or 32 bits, copied as it is.
 *
 * @param op names the op in errors
 * @throws {ShapeError} if there are more axes than the kernel can walk.
 */
export function gather(
  op: string,
  from: string,
  strides: readonly number[],
  offset: number,
  name: string,
  shape: Shape,
  dtype: Dtype = "f32",
): Launch {
  const { extents, strides: steps } = collapse(op, { extents: shape, strides: [strides] });
  const [outer, inner] = [steps[0]!.slice(0, -1), steps[0]!.at(-1)!];
  // Rows of whole fours that are neighbours in `from` move by fours, and everything is counted so.
  const unit = inner === 1 && [...outer, offset, extents.at(-1)!].every((count) => count % 4 === 0) ? 4 : 1;
  return {
    code: unit === 4 ? fours : words,
    real: dtype,
    reads: [from],
    writes: { [name]: { shape, dtype } },
    params: {
      ...perAxis("extent", [...extents.slice(0, -1), extents.at(-1)! / unit]),
      ...perAxis("stride", [...outer.map((step) => step / unit), inner]),
      size: size(shape) / unit,
      offset: offset / unit,
    },
    constants: { AXES: extents.length },
    grid: linear(Math.ceil(size(shape) / 4)),
  };
}
