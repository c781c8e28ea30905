import { apply } from "../../apply.ts";
import { axisOf, linesOf } from "../../axes.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { scope } from "../../scope.ts";
import { broadcast, sameShape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { expand } from "../expand/index.ts";
import backward from "./backward.wgsl";
import forward from "./forward.wgsl";

export interface CosineSimilarityAttrs {
  /** The axis, counted from the last if negative. */
  readonly dim: number;
  readonly eps: number;
}

type CosineSimilarityCall = Call<"a" | "b", CosineSimilarityAttrs>;

export const cosineSimilarityOp: Op<"a" | "b", CosineSimilarityAttrs> = {
  name: "cosineSimilarity",
  inputs: ["a", "b"],
  shape({ a, b }, { dim, eps }) {
    if (!sameShape(a, b)) throw new ShapeError("cosineSimilarity", "a and b of one shape", { a, b });
    const axis = axisOf("cosineSimilarity", a, dim, "a");
    if (!(eps >= 0)) throw new ShapeError("cosineSimilarity", "eps >= 0", { eps });
    return a.filter((_, i) => i !== axis);
  },
  forward: (call) => [
    {
      code: forward,
      reads: ["a", "b"],
      writes: { norms: { shape: [size(call.y), 2] }, y: { shape: call.y } },
      params: paramsOf(call),
      grid: linear(size(call.y)),
    },
  ],
  backward: {
    a: (call) => [gradientOf(["a", "b"], call)],
    b: (call) => [gradientOf(["b", "a"], call)],
  },
  flops: ({ shapes: { a } }) => 9 * size(a),
};

const gradientOf = (
  [own, other]: readonly ["a", "b"] | readonly ["b", "a"],
  call: CosineSimilarityCall,
): Launch => ({
  code: backward,
  reads: ["dy", "y", own, other, "norms"],
  writes: { [`d${own}`]: { shape: call.shapes.a } },
  params: paramsOf(call),
  constants: { SWAPPED: Number(own === "b") },
  grid: linear(size(call.y)),
});

const paramsOf = ({ shapes: { a }, attrs: { dim, eps } }: CosineSimilarityCall) => ({
  ...linesOf(a, axisOf("cosineSimilarity", a, dim, "a")),
  eps: float(eps),
});

export interface CosineSimilarityOptions {
  /** The axis that vectors lie along, counted from the last if negative; default 1, the channels of `[N, C, H, W]`. */
  readonly dim?: number;
  /** The least length that a vector is divided by; default 1e-8. */
  readonly eps?: number;
}

/**
 * The cosine of the angle between vectors, a · b / (max(|a|, eps) max(|b|, eps)), along the axis `dim`. Gradients flow to `a`
 * and `b`; that of a vector of zeros is b / (eps max(|b|, eps)), and that of one shorter than `eps` takes its length into
 * account as if it were not, as in PyTorch.
 *
 * @param a any shape of one axis or more; extents of `a` and `b` are equal or 1 from the last axis on
 * @param dim an axis of the common shape
 * @returns the common shape without the axis `dim`
 * @throws {ShapeError} if the extents do not fit, `dim` is no axis of the common shape, or `eps` is negative.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html
 */
export function cosineSimilarity(
  a: Tensor,
  b: Tensor,
  { dim = 1, eps = 1e-8 }: CosineSimilarityOptions = {},
): Tensor {
  if (sameShape(a.shape, b.shape)) return apply(cosineSimilarityOp, { a, b }, { dim, eps });
  const shape = broadcast(a.shape, b.shape);
  if (!shape)
    throw new ShapeError(
      "cosineSimilarity",
      "a and b of extents that are equal or 1, from the last axis on",
      { a: a.shape, b: b.shape },
    );
  return scope(() => apply(cosineSimilarityOp, { a: expand(a, shape), b: expand(b, shape) }, { dim, eps }));
}
