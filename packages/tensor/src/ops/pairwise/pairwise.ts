import { apply } from "../../apply.ts";
import { scope } from "../../scope.ts";
import type { Tensor } from "../../tensor.ts";
import { together } from "../expand/together.ts";
import { type PairwiseName, type PairwiseOp, pairwiseOp } from "./pairwise-op.ts";

/** The records of functions of two operands that broadcast by copies. */
export const pairwiseOps: Readonly<Record<PairwiseName, PairwiseOp>> = {
  maximum: pairwiseOp("maximum"),
  minimum: pairwiseOp("minimum"),
  pow: pairwiseOp("pow"),
};

/** A function of tensors that broadcast together, or of a tensor and a number. */
interface Pairwise {
  (a: Tensor, b: Tensor | number): Tensor;
  (a: Tensor | number, b: Tensor): Tensor;
}

const pairwise =
  (op: PairwiseOp): Pairwise =>
  (a: Tensor | number, b: Tensor | number): Tensor => {
    if (typeof a === "number") return apply(op, { a: undefined, b: b as Tensor }, { number: a });
    if (typeof b === "number") return apply(op, { a, b: undefined }, { number: b });
    return scope(() => apply(op, together(op.name, { a, b }), {}));
  };

/**
 * The larger of a and b, elementwise; NaN where either is. Extents of `a` and `b` are equal or 1 from the last axis
 * on, as in `add`, and either may be a number. Gradients flow to the larger, and half to each of equal ones.
 *
 * @throws {ShapeError} if the extents do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.maximum.html
 */
export const maximum: Pairwise = pairwise(pairwiseOps.maximum);

/** As {@link maximum}, the smaller of both. @throws {ShapeError} if the extents do not fit. */
export const minimum: Pairwise = pairwise(pairwiseOps.minimum);

/**
 * aᵇ, elementwise, by the rules of C99: 1 where b is 0 or a is 1, NaN of a negative a where b is no integer. Operands
 * as in {@link maximum}. Gradients flow to both: by `a` b·aᵇ⁻¹, and 0 where b is 0; by `b` aᵇ·log a, and 0 where a is 0
 * and b is not negative.
 *
 * @throws {ShapeError} if the extents do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.pow.html
 */
export const pow: Pairwise = pairwise(pairwiseOps.pow);
