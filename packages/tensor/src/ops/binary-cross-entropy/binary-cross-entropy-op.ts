import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import type { Call, Launch, Op } from "../../op.ts";
import { broadcast, type Shape, sameShape, size } from "../../shape.ts";
import { broadcastStrides, collapse, perAxis } from "../../strided/collapse.ts";
import { checkMasked, geometryOf } from "../loss/mask.ts";
import { checkReduction, cutOf, lossLaunches, type Reduction, reductionOf } from "../loss/reduction.ts";
import backward from "./backward.wgsl";
import forward from "./forward.wgsl";

const NAME = "binaryCrossEntropyWithLogits";

export interface BinaryCrossEntropyAttrs {
  readonly reduction: Reduction;
}

type Weights = "weight" | "posWeight";
type BinaryCrossEntropyCall = Call<"logits" | "target", BinaryCrossEntropyAttrs, Weights | "mask">;

export const binaryCrossEntropyOp: Op<"logits" | "target", BinaryCrossEntropyAttrs, Weights | "mask"> = {
  name: NAME,
  inputs: ["logits", "target", "weight", "posWeight", "mask"],
  dtypes: { mask: ["u8"] },
  shape({ logits, target, weight, posWeight, mask }, { reduction }) {
    checkMasked(NAME, logits, target, mask, "logits");
    checkReduction(NAME, reduction);
    checkWeight("weight", weight, logits);
    checkWeight("posWeight", posWeight, logits);
    walkOf(logits, weight, posWeight);
    return reduction === "none" ? logits : [];
  },
  forward: (call) =>
    lossLaunches(
      {
        code: forward,
        items: geometryOf(call.shapes.logits, call.shapes.mask).size,
        reads: readsOf(call),
        params: paramsOf(call),
        constants: constantsOf(call),
      },
      call,
      call.attrs.reduction,
    ),
  backward: { logits: (call) => gradientOf("logits", call), target: (call) => gradientOf("target", call) },
  cut({ shapes: { logits, weight, posWeight }, attrs: { reduction } }) {
    // Weights of each image are cut with it; others repeat in each piece.
    const perImage = (shape: Shape | undefined) => shape?.length === logits.length && shape[0] !== 1;
    const weights = [perImage(weight) && "weight", perImage(posWeight) && "posWeight"] as const;
    return cutOf(reduction, "logits", "target", "mask", ...weights.filter((name) => name !== false));
  },
  flops: ({ shapes: { logits } }) => 24 * size(logits),
};

function gradientOf(input: "logits" | "target", call: BinaryCrossEntropyCall): Launch[] {
  const { logits, mask } = call.shapes;
  const { reads, constants } = reductionOf(call.attrs.reduction);
  return [
    {
      code: backward,
      reads: [...reads, ...readsOf(call)],
      writes: { [`d${input}`]: { shape: logits } },
      params: paramsOf(call),
      constants: { ...constantsOf(call), ...constants, TARGET: Number(input === "target") },
      grid: linear(geometryOf(logits, mask).size),
    },
  ];
}

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

const readsOf = ({ shapes: { weight, posWeight, mask } }: BinaryCrossEntropyCall) => [
  "logits",
  "target",
  weight ? "weight" : "logits",
  posWeight ? "posWeight" : "logits",
  mask ? "mask" : "logits",
];

function paramsOf({ shapes: { logits, weight, posWeight, mask } }: BinaryCrossEntropyCall) {
  const { extents, strides } = walkOf(logits, weight, posWeight);
  return {
    ...perAxis("extent", extents),
    ...perAxis("weightStride", strides[0]!),
    ...perAxis("posStride", strides[1]!),
    ...geometryOf(logits, mask),
  };
}

const constantsOf = ({ shapes: { logits, weight, posWeight, mask } }: BinaryCrossEntropyCall) => ({
  AXES: walkOf(logits, weight, posWeight).extents.length,
  WEIGHTED: Number(weight !== undefined),
  POSITIVE: Number(posWeight !== undefined),
  MASKED: Number(mask !== undefined),
});
