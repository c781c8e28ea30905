import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Call, Launch, Op } from "../../op.ts";
import { scope } from "../../scope.ts";
import { broadcast, type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { expand } from "../expand/index.ts";
import { multiply } from "./multiply.ts";
import { MAX_AXES, type Product, productOf } from "./product.ts";

export interface MatmulAttrs {
  /** Whether `a` holds `[..., K, M]`, so that its matrices are read by columns; default `false`. */
  readonly transposeA?: boolean;
  /** Whether `b` holds `[..., N, K]`; default `false`. */
  readonly transposeB?: boolean;
}

type MatmulCall = Call<"a" | "b", MatmulAttrs>;

/** The record of {@link matmul}: `a [..., M, K]` times `b [..., K, N]`, either of them transposed or a vector `[K]`. */
export const matmulOp: Op<"a" | "b", MatmulAttrs> = {
  name: "matmul",
  inputs: ["a", "b"],
  dtypes: { a: floating, b: floating },
  dtype: ({ dtypes }) => dtypes["a"]!,
  prefersHalf: true,
  shape({ a, b }, attrs) {
    const { y, batch } = matricesOf(a, b, attrs);
    if (tooManyRuns(a, b, attrs))
      throw new ShapeError(
        "matmul",
        `at most ${MAX_AXES} runs of batch axes that repeat alike`,
        { a, b },
        "Expand an operand first",
      );
    return [...batch, ...(a.length > 1 ? [y.at(-2)!] : []), ...(b.length > 1 ? [y.at(-1)!] : [])];
  },
  forward: (call) => launch(call, "y", ["a", "b"], call.y),
  backward: {
    a: (call) => launch(call, "da", call.attrs.transposeA ? ["b", "dy"] : ["dy", "b"], call.shapes.a),
    b: (call) => launch(call, "db", call.attrs.transposeB ? ["dy", "a"] : ["a", "dy"], call.shapes.b),
  },
  flops({ shapes: { a, b }, attrs }) {
    const { y, inner } = matricesOf(a, b, attrs);
    return 2 * size(y) * inner;
  },
};

const launch = (
  { shapes: { a, b }, dtypes, attrs, adapter }: MatmulCall,
  name: "y" | "da" | "db",
  operands: readonly [string, string],
  shape: Shape,
): readonly Launch[] => {
  const dtype = dtypes["a"] as Floating;
  return multiply(productsOf(a, b, attrs)[name], operands, { name, shape, dtype }, adapter);
};

/**
 * The operands and their product as stacks of matrices, a vector as the row or the column that it is.
 *
 * @throws {ShapeError} if they do not fit.
 */
function matricesOf(
  shapeOfA: Shape,
  shapeOfB: Shape,
  { transposeA = false, transposeB = false }: MatmulAttrs,
) {
  const refuse = (expected: string): never => {
    throw new ShapeError("matmul", expected, { a: shapeOfA, b: shapeOfB });
  };
  if (shapeOfA.length < 1 || shapeOfB.length < 1) refuse("tensors of one axis or more");
  const a = shapeOfA.length > 1 ? shapeOfA : transposeA ? [...shapeOfA, 1] : [1, ...shapeOfA];
  const b = shapeOfB.length > 1 ? shapeOfB : transposeB ? [1, ...shapeOfB] : [...shapeOfB, 1];
  const [rows, inner] = (transposeA ? [a.at(-1), a.at(-2)] : [a.at(-2), a.at(-1)]) as [number, number];
  const [own, columns] = (transposeB ? [b.at(-1), b.at(-2)] : [b.at(-2), b.at(-1)]) as [number, number];
  if (inner !== own)
    refuse(`a [${transposeA ? "..., K, M" : "..., M, K"}] and b [${transposeB ? "..., N, K" : "..., K, N"}]`);
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2)) ?? refuse("batch axes that broadcast");
  return { a, b, y: [...batch, rows, columns], batch, inner };
}

/**
 * y = a b, and its pullbacks da = dy bᵀ and db = aᵀ dy, summed over the batch axes that were broadcast; of an operand
 * that is held transposed they are transposed too, daᵀ = b dyᵀ and dbᵀ = dyᵀ a.
 */
function productsOf(
  shapeOfA: Shape,
  shapeOfB: Shape,
  attrs: MatmulAttrs,
): Readonly<Record<"y" | "da" | "db", Product>> {
  const { transposeA = false, transposeB = false } = attrs;
  const { a, b, y, batch } = matricesOf(shapeOfA, shapeOfB, attrs);
  return {
    y: productOf(batch, { shape: a, transposed: transposeA }, { shape: b, transposed: transposeB }, y),
    da: transposeA
      ? productOf(batch, { shape: b, transposed: transposeB }, { shape: y, transposed: true }, a)
      : productOf(batch, { shape: y }, { shape: b, transposed: !transposeB }, a),
    db: transposeB
      ? productOf(batch, { shape: y, transposed: true }, { shape: a, transposed: transposeA }, b)
      : productOf(batch, { shape: a, transposed: !transposeA }, { shape: y }, b),
  };
}

/** Whether the batch axes, those merged that can be, are more than the kernels step through. */
const tooManyRuns = (a: Shape, b: Shape, attrs: MatmulAttrs): boolean =>
  Object.values(productsOf(a, b, attrs)).some(
    ({ kept, summed }) => kept.length > MAX_AXES || summed.length > MAX_AXES,
  );

/** As {@link matmul}, of operands that may be held transposed. */
export function product(a: Tensor, b: Tensor, attrs: MatmulAttrs): Tensor {
  const { batch } = matricesOf(a.shape, b.shape, attrs);
  if (!tooManyRuns(a.shape, b.shape, attrs)) return apply(matmulOp, { a, b }, attrs);
  return scope(() => {
    const [wholeA, wholeB] = [a, b].map((x) => expand(x, [...batch, ...x.shape.slice(-2)]));
    return apply(matmulOp, { a: wholeA!, b: wholeB! }, attrs);
  });
}

/**
 * The product of two matrices, or of two stacks of them: y[..., m, n] = Σₖ a[..., m, k] · b[..., k, n]. A vector is a
 * row on the left and a column on the right, and the result is without that axis: a scalar where both are vectors.
 *
 * Gradients flow to both.
 *
 * @param a `[..., M, K]` or `[K]`
 * @param b `[..., K, N]` or `[K]`; its batch axes and those of `a` broadcast
 * @returns `[..., M, N]`, `[..., N]`, `[..., M]` or `[]`
 * @throws {ShapeError} if the shapes do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.matmul.html
 */
export const matmul = (a: Tensor, b: Tensor): Tensor => product(a, b, {});
