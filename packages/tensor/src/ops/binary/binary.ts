import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Call, Cut, Launch, Op } from "../../op.ts";
import { broadcast, type Shape, sameShape, size } from "../../shape.ts";
import { broadcastStrides, collapse } from "../../strided/collapse.ts";
import type { Tensor } from "../../tensor.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";
import { elementwise, type Operand } from "./elementwise.ts";

export type BinaryName = "add" | "sub" | "mul" | "div";

type Side = "a" | "b";

/** The operand that is a number, if one is; that input is absent then. */
export interface BinaryAttrs {
  readonly number?: number;
}

type BinaryCall = Call<never, BinaryAttrs, Side>;

/** The operands in order, the number in place of the absent one. */
const operands = ({ shapes: { a, b }, attrs: { number = 0 } }: BinaryCall): [a: Operand, b: Operand] => [
  a ? ["a", a] : number,
  b ? ["b", b] : number,
];

const dtypeOf = ({ dtypes }: BinaryCall): Floating => (dtypes["a"] ?? dtypes["b"]) as Floating;

/** Operands that are as long as the result along its first axis are cut with it; others repeat in each piece. */
function cutOf({ shapes, y }: BinaryCall): Cut<Side> | null {
  const inputs = (["a", "b"] as const).filter((side) => {
    const shape = shapes[side];
    return shape?.length === y.length && shape[0] === y[0];
  });
  return y.length > 0 && inputs.length > 0 ? { inputs, y: "cut" } : null;
}

/** The op of one of the four operations of arithmetic. */
function binaryOp(name: BinaryName): Op<never, BinaryAttrs, Side> {
  return {
    name,
    inputs: ["a", "b"],
    dtypes: { a: floating, b: floating },
    shape({ a, b }) {
      if (!a || !b) return a ?? b!;
      const shape = broadcast(a, b);
      if (!shape)
        throw new ShapeError(name, "a and b of extents that are equal or 1, from the last axis on", { a, b });
      collapse(name, { extents: shape, strides: [broadcastStrides(a, shape), broadcastStrides(b, shape)] });
      return shape;
    },
    dtype: dtypeOf,
    forward: (call) => [elementwise(name, ...operands(call), "y", call.y, dtypeOf(call))],
    backward: { a: (call) => pullback(name, "a", call), b: (call) => pullback(name, "b", call) },
    cut: cutOf,
    flops: ({ y }) => size(y),
  };
}

/** dy ∂y/∂side at every element of y, then its sums over the axes that the operand repeats along. */
function pullback(name: BinaryName, side: Side, call: BinaryCall): readonly Launch[] {
  const { y } = call;
  const shape = call.shapes[side]!;
  const [a, b] = operands(call);
  const other = side === "a" ? b : a;
  const dtype = dtypeOf(call);
  const dy: Operand = ["dy", y];
  const same = sameShape(shape, y);
  const result = same ? `d${side}` : `dy${side}`;
  switch (name) {
    case "add":
    case "sub": {
      const negative = name === "sub" && side === "b";
      if (same) return negative ? [elementwise("mul", dy, -1, result, y, dtype)] : [];
      return reduced("dy", shape, side, y, dtype, negative ? -1 : 1);
    }
    case "mul":
      return [
        elementwise("mul", dy, other, result, y, dtype),
        ...partial(same, result, shape, side, y, dtype),
      ];
    case "div": {
      const launches =
        side === "a"
          ? [elementwise("div", dy, b, result, y, dtype)]
          : [
              elementwise("div", ["y", y], b, "ratio", y, dtype),
              elementwise("negatedMul", dy, ["ratio", y], result, y, dtype),
            ];
      return [...launches, ...partial(same, result, shape, side, y, dtype)];
    }
  }
}

const partial = (
  same: boolean,
  from: string,
  shape: Shape,
  side: Side,
  y: Shape,
  dtype: Floating,
): readonly Launch[] => (same ? [] : reduced(from, shape, side, y, dtype));

/** Sums of a tensor of the shape of y over the axes that an operand of `shape` repeats along. */
function reduced(
  from: string,
  shape: Shape,
  side: Side,
  y: Shape,
  dtype: Floating,
  divisor = 1,
): readonly Launch[] {
  const over = y.map((extent, axis) => (shape[axis - y.length + shape.length] ?? 1) !== extent);
  return sumLaunches([from, y], over, `d${side}`, shape, divisor, dtype);
}

/** The records of the four operations of arithmetic. */
export const binaryOps = {
  add: binaryOp("add"),
  sub: binaryOp("sub"),
  mul: binaryOp("mul"),
  div: binaryOp("div"),
};

/** An operation on tensors that broadcast together, or on a tensor and a number. */
interface Binary {
  (a: Tensor, b: Tensor | number): Tensor;
  (a: Tensor | number, b: Tensor): Tensor;
}

const binary =
  (op: Op<never, BinaryAttrs, Side>): Binary =>
  (a: Tensor | number, b: Tensor | number): Tensor => {
    if (typeof a === "number") return apply(op, { a: undefined, b: b as Tensor }, { number: a });
    if (typeof b === "number") return apply(op, { a, b: undefined }, { number: b });
    return apply(op, { a, b }, {});
  };

/**
 * a + b, elementwise. Extents of `a` and `b` are equal or 1 from the last axis on, and the missing ones in front are
 * taken as 1: `[N, C, H, W] + [C, 1, 1]`. Gradients flow to both. A number is a constant of the program: what changes
 * from step to step belongs into a tensor of shape `[]`.
 *
 * @throws {ShapeError} if the extents do not fit.
 * @see https://docs.pytorch.org/docs/stable/notes/broadcasting.html
 */
export const add: Binary = binary(binaryOps.add);
/** a − b, elementwise; operands as in {@link add}. @throws {ShapeError} if the extents do not fit. */
export const sub: Binary = binary(binaryOps.sub);
/** a·b, elementwise; operands as in {@link add}. @throws {ShapeError} if the extents do not fit. */
export const mul: Binary = binary(binaryOps.mul);
/**
 * a / b, elementwise; operands as in {@link add}. Division by zero gives ±∞, or NaN for 0/0.
 *
 * @throws {ShapeError} if the extents do not fit.
 */
export const div: Binary = binary(binaryOps.div);
