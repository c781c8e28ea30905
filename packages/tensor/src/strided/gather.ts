import type { Dtype } from "../dtype.ts";
import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import { collapse, perAxis } from "./collapse.ts";
import code from "./gather.wgsl";

/**
 * The launch that writes `name`, of `shape`, with the elements of `from` at `offset` and on along `strides`: any
 * element type of 32 bits, copied as it is.
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
  const walk = collapse(op, { extents: shape, strides: [strides] });
  return {
    code,
    reads: [from],
    writes: { [name]: { shape, dtype } },
    params: {
      ...perAxis("extent", walk.extents),
      ...perAxis("stride", walk.strides[0]!),
      size: size(shape),
      offset,
    },
    constants: { AXES: walk.extents.length },
    grid: linear(Math.ceil(size(shape) / 4)),
  };
}
