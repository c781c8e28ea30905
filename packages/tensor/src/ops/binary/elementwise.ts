import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import { broadcastStrides, collapse, perAxis, type Walk } from "../../strided/collapse.ts";
import broadcast from "./broadcast.wgsl";
import broadcastRows from "./broadcast-rows.wgsl";
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
export function elementwise(
  f: BinaryFunction,
  a: Operand,
  b: Operand,
  name: string,
  shape: Shape,
  dtype: Floating = "f32",
): Launch {
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
    real: dtype,
    reads: reads.map(([key]) => key),
    writes: { [name]: { shape, dtype } },
    grid: linear(Math.ceil(size(shape) / 4)),
  };
  if (reads.every(([, own]) => sameShape(own, shape)))
    return { code: forward, map: 2, ...launch, params: { size: size(shape), ...numbers }, constants };

  const walk = collapse(f, { extents: shape, strides: reads.map(([, own]) => broadcastStrides(own, shape)) });
  const [aStrides, bStrides] = walk.strides as [number[], number[]];
  const fours = inFours(walk);
  return {
    code: fours ? broadcastRows : broadcast,
    ...launch,
    params: {
      ...perAxis("extent", walk.extents),
      ...perAxis("aStride", aStrides),
      ...perAxis("bStride", bStrides),
      size: size(shape),
      ...numbers,
    },
    constants: { ...constants, AXES: walk.extents.length },
  };
}

/** Whether rows are whole fours: then every operand's fours are too, as their outer strides are whole rows. */
const inFours = ({ extents, strides }: Walk): boolean =>
  extents.at(-1)! % 4 === 0 && strides.every((steps) => steps.at(-1)! <= 1);
