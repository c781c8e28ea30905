import { ShapeError } from "../errors.ts";
import { type Shape, stridesOf } from "../shape.ts";

/** Axes that strided kernels can walk: two `vec4u` of uniform memory for each operand. */
export const MAX_AXES = 8;

/** A walk over elements: the extents of its axes, outermost first, and the strides of each operand along them. */
export interface Walk {
  readonly extents: readonly number[];
  readonly strides: readonly (readonly number[])[];
}

/**
 * The same walk along as few axes as there can be: axes of one element go, and neighbours that every operand steps
 * over evenly become one. What remains has at least one axis.
 *
 * @throws {ShapeError} if more than 8 axes remain.
 */
export function collapse(op: string, { extents, strides }: Walk): Walk {
  const merged: { extent: number; steps: number[] }[] = [];
  extents.forEach((extent, axis) => {
    if (extent === 1) return;
    const steps = strides.map((operand) => operand[axis]!);
    const outer = merged.at(-1);
    if (outer?.steps.every((step, i) => step === steps[i]! * extent)) {
      outer.extent *= extent;
      outer.steps = steps;
    } else merged.push({ extent, steps });
  });
  if (merged.length > MAX_AXES)
    throw new ShapeError(op, `a walk along at most ${MAX_AXES} axes that cannot be merged`, {
      shape: extents,
    });
  if (merged.length === 0) merged.push({ extent: 1, steps: strides.map(() => 0) });
  return {
    extents: merged.map(({ extent }) => extent),
    strides: strides.map((_, i) => merged.map(({ steps }) => steps[i]!)),
  };
}

/** Strides of a densely packed tensor of `shape` under a walk over `target`, which it broadcasts to. */
export function broadcastStrides(shape: Shape, target: Shape): number[] {
  const own = stridesOf(shape);
  return target.map((_, axis) => {
    const at = axis - target.length + shape.length;
    return at < 0 || shape[at] === 1 ? 0 : own[at]!;
  });
}

/** The fields of an `array<vec4u, 2>` in a kernel's `Params`: a value for each axis, the innermost first, then ones. */
export function perAxis(name: string, values: readonly number[]): Record<string, number> {
  const inwards = values.toReversed();
  return Object.fromEntries(Array.from({ length: MAX_AXES }, (_, axis) => [name + axis, inwards[axis] ?? 1]));
}
