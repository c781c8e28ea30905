import {
  add,
  binaryCrossEntropyWithLogits,
  cast,
  div,
  maximum,
  mul,
  sub,
  sum,
  type Tensor,
} from "@equipoise/tensor";

/**
 * Binary cross-entropy in which the few edge pixels weigh as much as all others: the mean over the pixels of the mask of
 * (1 − p) · t · −log σ(x) + p · (1 − t) · −log(1 − σ(x)), with p the share of edges among them. 0 where there is no pixel.
 *
 * @param logits `[N, 1, H, W]`
 * @param edges of the same shape: 1 on an edge, 0 elsewhere and where the mask is 0
 * @param mask `[N, H, W]`, `u8`
 * @see Xie and Tu 2015, "Holistically-Nested Edge Detection", equation 2
 */
export function edgeLoss(logits: Tensor, edges: Tensor, mask: Tensor): Tensor {
  const share = div(sum(edges), maximum(sum(cast(mask)), 1));
  // p where t = 0, 1 − p where t = 1.
  const weight = add(share, mul(edges, sub(1, mul(2, share))));
  return binaryCrossEntropyWithLogits(logits, edges, { weight, mask });
}
