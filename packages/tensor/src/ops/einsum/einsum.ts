import { scope } from "../../scope.ts";
import type { Tensor } from "../../tensor.ts";
import { reshape } from "../reshape/index.ts";
import { parse } from "./equation.ts";
import { diagonalOf, grouped, squeezed, summedTo } from "./labelled.ts";
import { multiplyPair } from "./multiply-pair.ts";

/**
 * Sums of products by Einstein's convention: `"nchw,oc->nohw"` multiplies elements whose letters agree and sums over
 * the letters that the result does not have. Gradients flow to every tensor.
 *
 * A term has a letter for each axis, or `...` for any number of axes that broadcast. Without `->` the result has the
 * axes of the ellipsis, then the letters that stand once, in the order of the alphabet. A letter twice in a term is its
 * diagonal. An axis of one element is repeated where its letter has more elsewhere. Spaces do not count.
 *
 * Tensors are multiplied from left to right, two at a time, as products of matrices (`matmul`) or elementwise; axes are
 * moved only where a product cannot read them as they lie.
 *
 * @throws {ShapeError} if the equation is none, or the tensors do not fit it.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.einsum.html
 */
export function einsum(equation: string, ...tensors: readonly Tensor[]): Tensor {
  const { operands, result, extents } = parse(
    equation,
    tensors.map(({ shape }) => shape),
  );
  return scope(() => {
    const terms = tensors.map((x, i) => squeezed(diagonalOf({ x, labels: operands[i]! })));
    const order = result.filter((label) => extents.get(label)! > 1);
    const product = terms.reduce((left, right, i) => {
      const later = terms.slice(i + 1).flatMap(({ labels }) => labels);
      const wanted = { labels: new Set([...order, ...later]), order: i === terms.length - 1 ? order : null };
      return multiplyPair(left, right, wanted, extents);
    });
    const y = grouped(
      summedTo(product, (label) => order.includes(label)),
      order.map((label) => [label]),
    );
    return reshape(
      y,
      result.map((label) => extents.get(label)!),
    );
  });
}
