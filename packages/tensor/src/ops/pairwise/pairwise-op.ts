import { type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { sameShape, size } from "../../shape.ts";
import code from "./pairwise.wgsl";

/** Codes of the kernel's functions, and of their derivatives by the first and by the second operand. */
const codes = {
  maximum: { value: 0, a: 3, b: 3 },
  minimum: { value: 1, a: 4, b: 4 },
  pow: { value: 2, a: 5, b: 6 },
} as const;

export type PairwiseName = keyof typeof codes;

type Side = "a" | "b";

/** The operand that is a number, if one is; that input is absent then. */
export interface PairwiseAttrs {
  readonly number?: number;
}

export type PairwiseOp = Op<never, PairwiseAttrs, Side>;
type PairwiseCall = Call<never, PairwiseAttrs, Side>;

/** The launch that writes `made` by one of the kernel's functions, of the operands in the order given. */
function launch(
  { shapes, attrs: { number = 0 }, dtypes, y }: PairwiseCall,
  F: number,
  [first, second]: readonly [Side, Side],
  made: string,
): Launch {
  const dtype = (dtypes["a"] ?? dtypes["b"]) as Floating;
  // In place of a number the other operand is bound, and in place of a cotangent the first.
  const [left, right] = [shapes[first] ? first : second, shapes[second] ? second : first];
  return {
    code,
    real: dtype,
    reads: [left, right, made === "y" ? left : "dy"],
    map: 3,
    writes: { [made]: { shape: y, dtype } },
    params: { size: size(y), number: float(number), nan: float(Number.NaN) },
    constants: { F, NUMBER: !shapes[first] ? 1 : !shapes[second] ? 2 : 0 },
    grid: linear(size(y) / 4),
  };
}

/** An op on two tensors of one shape, or a tensor and a number. */
export function pairwiseOp(name: PairwiseName): PairwiseOp {
  const { value, a, b } = codes[name];
  // The derivatives of maximum and minimum by the second operand are those by the first, the operands swapped.
  const second: readonly [Side, Side] = a === b ? ["b", "a"] : ["a", "b"];
  return {
    name,
    inputs: ["a", "b"],
    dtypes: { a: floating, b: floating },
    dtype: ({ dtypes }) => (dtypes["a"] ?? dtypes["b"])!,
    shape({ a, b }) {
      if (a && b && !sameShape(a, b)) throw new ShapeError(name, "a and b of one shape", { a, b });
      return a ?? b!;
    },
    forward: (call) => [launch(call, value, ["a", "b"], "y")],
    backward: {
      a: (call) => [launch(call, a, ["a", "b"], "da")],
      b: (call) => [launch(call, b, second, "db")],
    },
    cut: ({ shapes, y }) =>
      y.length > 0 ? { inputs: (["a", "b"] as const).filter((side) => shapes[side]), y: "cut" } : null,
    flops: ({ y }) => size(y),
  };
}
