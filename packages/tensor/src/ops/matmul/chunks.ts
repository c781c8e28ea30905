import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { castLaunch } from "../cast/launch.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";
import addChunks from "./add-chunks.wgsl";

/** A tensor that launches make. */
export interface Result {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: Floating;
}

/**
 * A launch that makes sums in chunks, `[chunks, ...shape]` of f32, and those that add the chunks up; or, of one chunk,
 * what makes the result itself.
 *
 * @param direct whether the kernel can write elements of `dtype`; default `true`
 */
export function inChunks(
  { name, shape, dtype }: Result,
  chunks: number,
  launch: (writes: Launch["writes"]) => Launch,
  direct = true,
): readonly Launch[] {
  if (chunks === 1 && direct) return [launch({ [name]: { shape, dtype } })];
  const part = `${name}Partial`;
  const elements = size(shape);
  const parts = [chunks, elements];
  const first = launch({ [part]: { shape: parts } });
  // One invocation for each element adds up a few; more are a sum of their own.
  if (chunks > 256) {
    const sum = dtype === "f32" ? name : `${name}Sum`;
    const sums = [first, ...sumLaunches([part, parts], [true, false], sum, shape)];
    return sum === name ? sums : [...sums, castLaunch(sum, "f32", name, dtype, shape)];
  }
  return [
    first,
    {
      code: addChunks,
      real: dtype,
      reads: [part],
      writes: { [name]: { shape, dtype } },
      params: { size: elements, chunks },
      grid: linear(elements),
    },
  ];
}
