import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import type { Call, Launch, Op } from "../../op.ts";
import { broadcast, type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { multiply } from "./multiply.ts";
import { MAX_AXES, type Product, productOf } from "./product.ts";

type None = Record<string, never>;
type MatmulCall = Call<"a" | "b", None>;

/** The record of {@link matmul}: `a [..., M, K]` times `b [..., K, N]`. */
export const matmulOp: Op<"a" | "b", None> = {
  name: "matmul",
  inputs: ["a", "b"],
  shape({ a, b }) {
    if (a.length < 2) throw new ShapeError("matmul", "a [..., M, K]", { a });
    if (b.length < 2) throw new ShapeError("matmul", "b [..., K, N]", { b });
    if (a.at(-1) !== b.at(-2)) throw new ShapeError("matmul", "a [..., M, K] and b [..., K, N]", { a, b });
    const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
    if (!batch) throw new ShapeError("matmul", "batch axes that broadcast", { a, b });
    const y = [...batch, a.at(-2)!, b.at(-1)!];
    for (const { kept, summed } of Object.values(productsOf(a, b, y)))
      if (kept.length > MAX_AXES || summed.length > MAX_AXES)
        throw new ShapeError(
          "matmul",
          `at most ${MAX_AXES} runs of batch axes that repeat alike`,
          { a, b },
          "Reshape or repeat an operand first",
        );
    return y;
  },
  forward: (call) => launch(call, "y", ["a", "b"], "y"),
  backward: {
    a: (call) => launch(call, "da", ["dy", "b"], "a"),
    b: (call) => launch(call, "db", ["a", "dy"], "b"),
  },
  flops: ({ shapes: { a }, y }) => 2 * size(y) * a.at(-1)!,
};

const launch = (
  { shapes: { a, b }, y, adapter }: MatmulCall,
  result: "y" | "da" | "db",
  operands: readonly [string, string],
  like: "y" | "a" | "b",
): readonly Launch[] => multiply(productsOf(a, b, y)[result], operands, result, { y, a, b }[like], adapter);

/** y = a b, and its pullbacks da = dy bᵀ and db = aᵀ dy, summed over the batch axes that were broadcast. */
function productsOf(a: Shape, b: Shape, y: Shape): Readonly<Record<"y" | "da" | "db", Product>> {
  const batch = y.slice(0, -2);
  return {
    y: productOf(batch, { shape: a }, { shape: b }, y),
    da: productOf(batch, { shape: y }, { shape: b, transposed: true }, a),
    db: productOf(batch, { shape: a, transposed: true }, { shape: y }, b),
  };
}

/**
 * The product of two matrices, or of two stacks of them: y[..., m, n] = Σₖ a[..., m, k] · b[..., k, n].
 *
 * Gradients flow to both.
 *
 * @param a `[..., M, K]`
 * @param b `[..., K, N]`; its batch axes and those of `a` broadcast
 * @returns `[..., M, N]`
 * @throws {ShapeError} if the shapes do not fit.
 * @see PyTorch `torch.matmul`, here for matrices alone, not vectors
 */
export const matmul = (a: Tensor, b: Tensor): Tensor => apply(matmulOp, { a, b }, {});
