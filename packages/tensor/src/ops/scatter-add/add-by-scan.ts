import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size, stridesOf } from "../../shape.ts";
import { collapse, perAxis } from "../../strided/collapse.ts";
import code from "./add-by-scan.wgsl";
import type { Adding, Types } from "./adding.ts";

/** Places along a line that one invocation makes the sums of. */
const RUN = 16;

/** The launch that writes the sums, each by looking at all indices along its line. */
export function addByScan(
  op: string,
  values: string,
  index: string,
  { shape, axis, count, ...along }: Adding,
  name: string,
  types: Types,
): readonly Launch[] {
  const sums = stridesOf(shape);
  const walk = collapse(op, {
    extents: shape.toSpliced(axis, 1),
    strides: [along.index, along.values, sums].map((steps) => steps.toSpliced(axis, 1)),
  });
  const [indexStrides, valueStrides, sumStrides] = walk.strides;
  const lines = size(walk.extents);
  return [
    {
      code,
      real: types.values,
      reads: [values, index],
      writes: { [name]: { shape } },
      params: {
        ...perAxis("extent", walk.extents),
        ...perAxis("indexStride", indexStrides!),
        ...perAxis("valueStride", valueStrides!),
        ...perAxis("sumStride", sumStrides!),
        lines,
        places: shape[axis]!,
        run: RUN,
        count,
        indexStep: along.index[axis]!,
        valueStep: along.values[axis]!,
        sumStep: sums[axis]!,
      },
      constants: {
        AXES: walk.extents.length,
        ONE: Number(count === 1),
        U8: Number(types.index === "u8"),
      },
      grid: linear(lines * Math.ceil(shape[axis]! / RUN)),
    },
  ];
}
