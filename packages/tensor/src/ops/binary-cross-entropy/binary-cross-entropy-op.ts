import { ShapeError } from "../../errors.ts";
import { broadcast, type Shape, sameShape } from "../../shape.ts";
import { broadcastStrides, collapse, perAxis } from "../../strided/collapse.ts";
import { maskedLoss } from "../loss/masked-loss.ts";
import type { Reduction } from "../loss/reduction.ts";
import backward from "./backward.wgsl";
import forward from "./forward.wgsl";

const NAME = "binaryCrossEntropyWithLogits";

export interface BinaryCrossEntropyAttrs {
  readonly reduction: Reduction;
}

type Weights = "weight" | "posWeight";
export const binaryCrossEntropyOp = maskedLoss<"logits", BinaryCrossEntropyAttrs, Weights>({
  name: NAME,
  x: "logits",
  others: ["weight", "posWeight"],
  forward,
  backward,
  toTarget: true,
  check({ logits, weight, posWeight }) {
    checkWeight("weight", weight, logits);
    checkWeight("posWeight", posWeight, logits);
    walkOf(logits, weight, posWeight);
  },
  params({ shapes: { logits, weight, posWeight } }, geometry) {
    const { extents, strides } = walkOf(logits, weight, posWeight);
    return {
      ...perAxis("extent", extents),
      ...perAxis("weightStride", strides[0]!),
      ...perAxis("posStride", strides[1]!),
      ...geometry,
    };
  },
  constants: ({ shapes: { logits, weight, posWeight } }) => ({
    AXES: walkOf(logits, weight, posWeight).extents.length,
    WEIGHTED: Number(weight !== undefined),
    POSITIVE: Number(posWeight !== undefined),
  }),
  cut({ shapes: { logits, weight, posWeight } }) {
    // Weights of each image are cut with it; others repeat in each piece.
    const perImage = (shape: Shape | undefined) => shape?.length === logits.length && shape[0] !== 1;
    const weights = [perImage(weight) && "weight", perImage(posWeight) && "posWeight"] as const;
    return weights.filter((name) => name !== false);
  },
  flopsPerElement: 24,
});

function checkWeight(name: Weights, weight: Shape | undefined, logits: Shape): void {
  const shape = weight && broadcast(weight, logits);
  if (shape === undefined || (shape && sameShape(shape, logits))) return;
  throw new ShapeError(NAME, `${name} that broadcasts to the shape of logits`, { logits, [name]: weight });
}

const walkOf = (logits: Shape, weight: Shape = [], posWeight: Shape = []) =>
  collapse(NAME, {
    extents: logits,
    strides: [broadcastStrides(weight, logits), broadcastStrides(posWeight, logits)],
  });
