import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import { collapse, perAxis } from "../../strided/collapse.ts";
import code from "./add-by-scan.wgsl";
import type { Adding, Types } from "./adding.ts";

/** The launch that writes the sums, each by looking at all indices along its line. */
export function addByScan(
  op: string,
  values: string,
  index: string,
  { shape, axis, count, ...along }: Adding,
  name: string,
  types: Types,
): readonly Launch[] {
  const walk = collapse(op, {
    extents: shape,
    strides: [
      along.index.with(axis, 0),
      along.values.with(axis, 0),
      shape.map((_, at) => (at === axis ? 1 : 0)),
    ],
  });
  const [indexStrides, valueStrides, keyStrides] = walk.strides;
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
        ...perAxis("keyStride", keyStrides!),
        size: size(shape),
        count,
        indexStep: along.index[axis]!,
        valueStep: along.values[axis]!,
      },
      constants: { AXES: walk.extents.length, U8: Number(types.index === "u8") },
      grid: linear(size(shape)),
    },
  ];
}
