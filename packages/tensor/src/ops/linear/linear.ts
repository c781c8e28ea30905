import { commonDevice } from "../../apply.ts";
import { autocasting } from "../../autocast.ts";
import { type Floating, isFloating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { scope } from "../../scope.ts";
import { sameShape } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { add } from "../binary/index.ts";
import { cast } from "../cast/index.ts";
import { product } from "../matmul/matmul.ts";

/**
 * x Wᵀ + b: y[..., o] = Σᵢ x[..., i] · weight[o, i] + bias[o]. Gradients flow to all three.
 *
 * @param x `[..., I]`, of one axis or more
 * @param weight `[O, I]`, or `[I]` for one output without an axis of its own
 * @param bias `[O]`, or `[]`; none by default
 * @returns `[..., O]`, or `[...]`
 * @throws {ShapeError} if the shapes do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html
 */
export function linear(x: Tensor, weight: Tensor, bias?: Tensor | null): Tensor {
  const inputs = weight.shape.at(-1);
  const rank = weight.shape.length;
  if (x.shape.length < 1 || rank < 1 || rank > 2 || x.shape.at(-1) !== inputs)
    throw new ShapeError("linear", "x [..., I] and weight [O, I] or [I]", {
      x: x.shape,
      weight: weight.shape,
    });
  if (bias && !sameShape(bias.shape, weight.shape.slice(0, -1)))
    throw new ShapeError("linear", "bias [O] where weight is [O, I], [] where it is [I]", {
      weight: weight.shape,
      bias: bias.shape,
    });
  // Before the product is launched, which knows nothing of the bias.
  if (bias) {
    commonDevice("linear", [
      ["x", x],
      ["weight", weight],
      ["bias", bias],
    ]);
    if (!isFloating(bias.dtype) || (bias.dtype !== x.dtype && !autocasting()))
      throw new ShapeError("linear", "x and bias of one element type", { x: x.dtype, bias: bias.dtype });
  }
  return scope(() => {
    const y = product(x, weight, { transposeB: true });
    if (!bias) return y;
    // A sum alone would get f32 under autocast; this one belongs to its product.
    return add(y, autocasting() && bias.dtype !== y.dtype ? cast(bias, y.dtype as Floating) : bias);
  });
}
