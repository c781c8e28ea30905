import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import { broadcastStrides, collapse, perAxis } from "../../strided/collapse.ts";
import broadcast from "./broadcast.wgsl";
import forward from "./forward.wgsl";
import { type BinaryFunction, functionCodes } from "./functions.ts";

/** A tensor by its name among the launch's, with its shape; or a number. */
export type Operand = readonly [name: string, shape: Shape] | number;

/**
 * The launch that writes `name` = f(a, b), of a shape that both operands broadcast to. At most one of them is a
 * number: the second, if the other has to be broadcast.
 *
 * @throws {ShapeError} if the operands repeat along more axes than the kernel can walk.
 */
export function elementwise(f: BinaryFunction, a: Operand, b: Operand, name: string, shape: Shape): Launch {
  const numbers = { number: float(typeof a === "number" ? a : typeof b === "number" ? b : 0) };
  const constants = {
    F: functionCodes[f],
    NUMBER: typeof a === "number" ? 1 : typeof b === "number" ? 2 : 0,
  };
  const reads = [a, b].map((operand, i, both) => (typeof operand === "number" ? both[1 - i] : operand)) as [
    readonly [string, Shape],
    readonly [string, Shape],
  ];
  const launch = {
    reads: reads.map(([key]) => key),
    writes: { [name]: { shape } },
    grid: linear(Math.ceil(size(shape) / 4)),
  };
  if (reads.every(([, own]) => sameShape(own, shape)))
    return { code: forward, ...launch, params: { size: size(shape), ...numbers }, constants };

  const walk = collapse(f, { extents: shape, strides: reads.map(([, own]) => broadcastStrides(own, shape)) });
  return {
    code: broadcast,
    ...launch,
    params: {
      ...perAxis("extent", walk.extents),
      ...perAxis("aStride", walk.strides[0]!),
      ...perAxis("bStride", walk.strides[1]!),
      size: size(shape),
      ...numbers,
    },
    constants: { ...constants, AXES: walk.extents.length },
  };
}
