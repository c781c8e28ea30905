import { apply } from "../../apply.ts";
import { floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { float, type Op } from "../../op.ts";
import { scope } from "../../scope.ts";
import { sameShape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { together } from "../expand/together.ts";
import code from "./compare.wgsl";

/** Codes of the kernel's comparisons. */
const codes = { eq: 0, lt: 1, le: 2, gt: 3, ge: 4, ne: 5 } as const;

export type CompareName = keyof typeof codes;

/** The operand that is a number, if one is; that input is absent then. */
export interface CompareAttrs {
  readonly number?: number;
}

export type CompareOp = Op<never, CompareAttrs, "a" | "b">;

const compareOp = (name: CompareName): CompareOp => ({
  name,
  inputs: ["a", "b"],
  dtypes: { a: floating, b: floating },
  dtype: () => "u8",
  shape({ a, b }) {
    if (a && b && !sameShape(a, b)) throw new ShapeError(name, "a and b of one shape", { a, b });
    return a ?? b!;
  },
  forward: ({ shapes: { a, b }, attrs: { number = 0 }, dtypes, y }) => [
    {
      code,
      real: dtypes["a"] ?? dtypes["b"]!,
      reads: [a ? "a" : "b", b ? "b" : "a"],
      writes: { y: { shape: y, dtype: "u8" } },
      params: { size: size(y), number: float(number) },
      constants: { F: codes[name], NUMBER: !a ? 1 : !b ? 2 : 0 },
      grid: linear(size(y) / 4),
    },
  ],
  backward: {},
  flops: ({ y }) => size(y),
});

/** The records of comparisons. */
export const compareOps = Object.fromEntries(
  Object.keys(codes).map((name) => [name, compareOp(name as CompareName)]),
) as Readonly<Record<CompareName, CompareOp>>;

/** A comparison of tensors that broadcast together, or of a tensor and a number. */
interface Compare {
  (a: Tensor, b: Tensor | number): Tensor;
  (a: Tensor | number, b: Tensor): Tensor;
}

const compare =
  (op: CompareOp): Compare =>
  (a: Tensor | number, b: Tensor | number): Tensor => {
    if (typeof a === "number") return apply(op, { a: undefined, b: b as Tensor }, { number: a });
    if (typeof b === "number") return apply(op, { a, b: undefined }, { number: b });
    return scope(() => apply(op, together(op.name, { a, b }), {}));
  };

/**
 * Where a = b: 1 there, 0 elsewhere. Extents of `a` and `b` are equal or 1 from the last axis on, as in `add`, and
 * either may be a number, rounded to `f32`. A NaN is equal to nothing. No gradient.
 *
 * @returns `u8`, as masks are here: a quarter of the memory of `f32`, for losses and `where`; `cast` makes it numbers
 * @throws {ShapeError} if the extents do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.eq.html
 */
export const eq: Compare = compare(compareOps.eq);
/** Where a ≠ b, as {@link eq}. @throws {ShapeError} if the extents do not fit. */
export const ne: Compare = compare(compareOps.ne);
/** Where a < b, as {@link eq}. @throws {ShapeError} if the extents do not fit. */
export const lt: Compare = compare(compareOps.lt);
/** Where a ≤ b, as {@link eq}. @throws {ShapeError} if the extents do not fit. */
export const le: Compare = compare(compareOps.le);
/** Where a > b, as {@link eq}. @throws {ShapeError} if the extents do not fit. */
export const gt: Compare = compare(compareOps.gt);
/** Where a ≥ b, as {@link eq}. @throws {ShapeError} if the extents do not fit. */
export const ge: Compare = compare(compareOps.ge);
