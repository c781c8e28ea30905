import { apply } from "../../apply.ts";
import { movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import type { Call, Launch, Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { gather } from "../../strided/gather.ts";
import type { Tensor } from "../../tensor.ts";
import place from "./place.wgsl";
import placeFours from "./place-fours.wgsl";

export interface ConcatAttrs {
  readonly dim: number;
}

type ConcatOp = Op<string, ConcatAttrs>;

const ops = new Map<number, ConcatOp>();

/** The op of so many inputs, `x0`, `x1`, …: one record for each number of them. */
export function concatOp(count: number): ConcatOp {
  let op = ops.get(count);
  if (!op) ops.set(count, (op = makeOp(Array.from({ length: count }, (_, i) => `x${i}`))));
  return op;
}

const makeOp = (inputs: readonly string[]): ConcatOp => ({
  name: "concat",
  inputs,
  dtypes: Object.fromEntries(inputs.map((name) => [name, movable])),
  shape(shapes, { dim }) {
    const first = shapes["x0"]!;
    const axis = dim < 0 ? dim + first.length : dim;
    if (first[axis] === undefined)
      throw new ShapeError("concat", "dim to be an axis of x0", { x0: first, dim });
    for (const name of inputs) {
      const shape = shapes[name]!;
      if (shape.length !== first.length || shape.some((extent, at) => at !== axis && extent !== first[at]))
        throw new ShapeError("concat", `inputs of equal extents but along dim ${dim}`, {
          x0: first,
          [name]: shape,
        });
    }
    return first.with(
      axis,
      inputs.reduce((sum, name) => sum + shapes[name]![axis]!, 0),
    );
  },
  dtype: ({ dtypes }) => dtypes["x0"]!,
  // The first launch makes y, the others fill in their parts.
  forward: (call) =>
    inputs.map((name, i): Launch => {
      const { shape, run, yRun, offset } = part(call, inputs, i);
      // Whole fours move as one word does.
      const unit = [run, yRun, offset].every((count) => count % 4 === 0) ? 4 : 1;
      const dtype = call.dtypes["x0"]!;
      return {
        real: dtype,
        code: unit === 4 ? placeFours : place,
        reads: [name],
        ...(i === 0 ? { writes: { y: { shape: call.y, dtype } } } : { updates: ["y"], writes: {} }),
        params: { size: size(shape) / unit, xRun: run / unit, yRun: yRun / unit, offset: offset / unit },
        grid: linear(Math.ceil(size(shape) / 4)),
      };
    }),
  backward: Object.fromEntries(
    inputs.map((name, i) => [
      name,
      (call) => {
        const { shape, run, yRun, offset } = part(call, inputs, i);
        const dtype = call.dtypes[name]!;
        const copy = gather("concat", "dy", [yRun, 1], offset, `d${name}`, [size(shape) / run, run], dtype);
        return [{ ...copy, writes: { [`d${name}`]: { shape, dtype } } }];
      },
    ]),
  ),
  cut: ({ y, attrs: { dim } }) => (dim === 0 || dim === -y.length ? null : { inputs, y: "cut" }),
  flops: () => 0,
});

/** Where an input lies in y: in each run of `yRun` elements, `run` from `offset` on. */
function part(
  { shapes, attrs: { dim }, y }: Call<string, ConcatAttrs>,
  inputs: readonly string[],
  i: number,
) {
  const shape: Shape = shapes[inputs[i]!]!;
  const axis = dim < 0 ? dim + y.length : dim;
  const inner = size(y.slice(axis + 1));
  const before = inputs.slice(0, i).reduce((sum, name) => sum + shapes[name]![axis]!, 0);
  return { shape, run: shape[axis]! * inner, yRun: y[axis]! * inner, offset: before * inner };
}

/**
 * The tensors one after another along the axis `dim`; their other extents are equal. Takes any number of tensors of
 * one element type of 32 bits; gradients flow to each.
 *
 * @throws {ShapeError} if there is no tensor, they differ in type, or the extents do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.cat.html
 */
export function concat(tensors: readonly Tensor[], dim = 0): Tensor {
  if (tensors.length === 0) throw new ShapeError("concat", "at least one tensor", { tensors: 0 });
  const inputs = Object.fromEntries(tensors.map((x, i) => [`x${i}`, x]));
  const other = Object.keys(inputs).find((name) => inputs[name]!.dtype !== tensors[0]!.dtype);
  if (other)
    throw new ShapeError("concat", "tensors of one element type", {
      x0: tensors[0]!.dtype,
      [other]: inputs[other]!.dtype,
    });
  return apply(concatOp(tensors.length), inputs, { dim });
}
