import type { Dtype } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { collapse, perAxis } from "../../strided/collapse.ts";
import code from "./pick.wgsl";

/** Element types of indices. */
export const indexTypes: readonly Dtype[] = ["i32", "u32", "u8"];

/** Which elements a tensor of `shape` takes: each from along one axis of another, where an index says. */
export interface Picking {
  readonly shape: Shape;
  /** Elements of the index to step over along each axis of `shape`. */
  readonly index: readonly number[];
  /** Elements of what is picked from to step over along each axis of `shape`; 0 along the picked one. */
  readonly from: readonly number[];
  /** The extent of the picked axis, and the elements from one index to the next. */
  readonly extent: number;
  readonly step: number;
}

/** The walk along both, as few axes as there can be. @throws {ShapeError} if there are more than kernels can walk. */
export const walkOf = (op: string, { shape, index, from }: Picking) =>
  collapse(op, { extents: shape, strides: [index, from] });

/**
 * The launch that writes `name` with elements of `from`, and with `fill` where an index is beyond the axis.
 *
 * @param types element types of the index, and of both tensors
 */
export function pick(
  op: string,
  from: string,
  index: string,
  picking: Picking,
  name: string,
  types: { readonly index: Dtype; readonly elements: Dtype },
  fill: "nothing" | "zero",
): Launch {
  const { extents, strides } = walkOf(op, picking);
  const dtype = types.elements;
  return {
    code,
    real: dtype,
    reads: [from, index],
    writes: { [name]: { shape: picking.shape, dtype } },
    params: {
      ...perAxis("extent", extents),
      ...perAxis("indexStride", strides[0]!),
      ...perAxis("fromStride", strides[1]!),
      size: size(picking.shape),
      extent: picking.extent,
      step: picking.step,
      fill: fill === "zero" ? 0 : nothing[dtype],
      number: float(fill === "zero" ? 0 : Number.NaN),
    },
    constants: { AXES: extents.length, U8: Number(types.index === "u8"), HALF: Number(dtype === "f16") },
    grid: linear(Math.ceil(size(picking.shape) / 4)),
  };
}

/** The bits of what stands for no element: NaN, the smallest i32, the largest u32. */
const nothing: Readonly<Record<Dtype, number>> = {
  f32: 0x7fc00000,
  f16: 0,
  i32: -0x80000000,
  u32: 0xffffffff,
  u8: 0,
};
