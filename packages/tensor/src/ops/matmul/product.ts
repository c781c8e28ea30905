import { type Shape, size, stridesOf } from "../../shape.ts";

/** A batch axis: its extent, and the elements to step over in each operand and the result; 0 where it is repeated. */
interface Axis {
  readonly extent: number;
  readonly left: number;
  readonly right: number;
  readonly out: number;
}

/**
 * out[i…, m, n] = Σ left[i…, j…, m, k] · right[i…, j…, k, n], summed over k and over the batch axes j that the
 * result does not have. Strides stand for transposition and for broadcasting.
 */
export interface Product {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly leftM: number;
  readonly leftK: number;
  readonly rightK: number;
  readonly rightN: number;
  readonly kept: readonly Axis[];
  readonly summed: readonly Axis[];
}

/** A matrix or stack of matrices as an operand reads it, transposed or not. */
interface Operand {
  readonly shape: Shape;
  readonly transposed?: boolean;
}

/**
 * The product of two stacks of matrices, its batch axes merged wherever the strides allow: a stack times one matrix
 * becomes one tall product, and axes that are summed over lengthen k.
 *
 * @param batch the batch axes of the whole call, which every operand's broadcast to
 */
export function productOf(batch: Shape, left: Operand, right: Operand, out: Shape): Product {
  const [m, n] = out.slice(-2) as [number, number];
  const k = left.transposed ? left.shape.at(-2)! : left.shape.at(-1)!;
  const [leftM, leftK] = left.transposed ? [1, m] : [k, 1];
  const [rightK, rightN] = right.transposed ? [1, k] : [n, 1];
  const strides = [left.shape, right.shape, out].map((shape) => batchStrides(shape, batch));
  const axes = batch
    .map((extent, i) => ({
      extent,
      left: strides[0]![i]!,
      right: strides[1]![i]!,
      out: strides[2]![i]!,
    }))
    .filter(({ extent }) => extent > 1);
  const kept = merge(axes.filter((axis) => axis.out > 0));
  const summed = merge(axes.filter((axis) => axis.out === 0));
  const product = { m, n, k, leftM, leftK, rightK, rightN, kept, summed };
  return lengthenK(lengthenM(product));
}

/** Elements to step over in a tensor along each axis of the batch; 0 where it has the axis not, or once. */
function batchStrides(shape: Shape, batch: Shape): number[] {
  const own = shape.slice(0, -2);
  const strides = stridesOf(shape);
  return batch.map((_, axis) => {
    const at = axis - batch.length + own.length;
    return at >= 0 && own[at]! > 1 ? strides[at]! : 0;
  });
}

/** Joins neighbours that every tensor steps through as through one longer axis. */
function merge(axes: readonly Axis[]): Axis[] {
  const merged: Axis[] = [];
  for (const axis of axes) {
    const { extent, left, right, out } = axis;
    const outer = merged.at(-1);
    const joins =
      outer?.left === left * extent && outer.right === right * extent && outer.out === out * extent;
    if (joins) merged[merged.length - 1] = { ...axis, extent: outer.extent * extent };
    else merged.push(axis);
  }
  return merged;
}

/** Takes the innermost batch axis into the rows, where the right operand is the same for all of it. */
function lengthenM(product: Product): Product {
  const axis = product.kept.at(-1);
  if (!axis || axis.right > 0 || axis.left !== product.m * product.leftM) return product;
  return { ...product, m: product.m * axis.extent, kept: product.kept.slice(0, -1) };
}

/** Takes the innermost summed axis into k, where both operands step through it as through k. */
function lengthenK(product: Product): Product {
  const { k, leftK, rightK } = product;
  const axis = product.summed.at(-1);
  if (!axis || axis.left !== k * leftK || axis.right !== k * rightK) return product;
  return { ...product, k: k * axis.extent, summed: product.summed.slice(0, -1) };
}

/** Axes that the plain kernel can step through, kept and summed each. */
export const MAX_AXES = 3;

/** The fields of the plain kernel's `Params`, in order. */
export function plainParams(product: Product): Record<string, number> {
  const { m, n, k, leftM, leftK, rightK, rightN } = product;
  const params: Record<string, number> = { m, n, k, leftM, leftK, rightK, rightN };
  for (const role of ["kept", "summed"] as const) {
    const axes = product[role];
    for (let i = 0; i < MAX_AXES; i++) {
      const { extent, left, right } = axes[i - MAX_AXES + axes.length] ?? { extent: 1, left: 0, right: 0 };
      Object.assign(params, {
        [`${role}Extent${i}`]: extent,
        [`${role}Left${i}`]: left,
        [`${role}Right${i}`]: right,
      });
    }
  }
  return params;
}

/** Elements of the result. */
export const resultSize = ({ m, n, kept }: Product): number => m * n * size(kept.map(({ extent }) => extent));
