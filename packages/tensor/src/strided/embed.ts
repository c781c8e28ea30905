import type { Dtype } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { linear } from "../grid.ts";
import { float, type Launch } from "../op.ts";
import { type Shape, size } from "../shape.ts";
import { MAX_AXES, perAxis } from "./collapse.ts";
import code from "./embed.wgsl";

/** Where a smaller tensor lies in a larger one along an axis: its element j at start + j·step. */
export interface Placement {
  readonly start: number;
  readonly step: number;
}

interface Axis extends Placement {
  readonly x: number;
  readonly y: number;
}

/** The launch that writes `name`, of `shape`, with the elements of `from` in their places and `fill` elsewhere. */
export function embed(
  op: string,
  [from, shapeOfX]: readonly [name: string, shape: Shape],
  placements: readonly Placement[],
  name: string,
  shape: Shape,
  fill = 0,
  dtype: Dtype = "f32",
): Launch {
  const axes = merge(
    op,
    shape.map((y, axis) => ({ x: shapeOfX[axis]!, y, ...placements[axis]! })),
  );
  const field = (key: keyof Axis) =>
    perAxis(
      key,
      axes.map((axis) => axis[key]),
    );
  return {
    code,
    real: dtype,
    reads: [from],
    writes: { [name]: { shape, dtype } },
    params: {
      ...field("y"),
      ...field("x"),
      ...field("start"),
      ...field("step"),
      size: size(shape),
      ...wordOf(fill, dtype),
    },
    constants: {
      AXES: axes.length,
      STEPS: axes.some(({ step }) => step > 1) ? 1 : 0,
      HALF: dtype === "f16" ? 1 : 0,
    },
    grid: linear(size(shape)),
  };
}

/** A value to fill with: the bits of its word, or a number that the kernel rounds to a half. */
const wordOf = (value: number, dtype: Dtype) => ({
  fill: dtype === "f32" ? new Int32Array(Float32Array.of(value).buffer)[0]! : dtype === "f16" ? 0 : value | 0,
  number: float(dtype === "f16" ? value : 0),
});

/** As few axes as there can be: one that is filled whole becomes part of the axis before it, if that has no gaps. */
function merge(op: string, axes: readonly Axis[]): Axis[] {
  const merged: Axis[] = [];
  for (const axis of axes) {
    const outer = merged.at(-1);
    const whole = axis.x === axis.y;
    if (outer && whole && outer.step === 1) {
      const { x, y, start } = outer;
      merged[merged.length - 1] = { x: x * axis.x, y: y * axis.x, start: start * axis.x, step: 1 };
    } else merged.push(axis);
  }
  if (merged.length > MAX_AXES)
    throw new ShapeError(op, `at most ${MAX_AXES} axes that cannot be merged`, {
      shape: axes.map(({ y }) => y),
    });
  return merged.length > 0 ? merged : [{ x: 1, y: 1, start: 0, step: 1 }];
}
