import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import { checkLabels, labelFlags, labelParams, normalisersOf } from "../loss/labels.ts";
import { meanOfPartials, partsOf } from "../loss/weighted-mean.ts";
import backwardLogits from "./backward-logits.wgsl";
import merge from "./merge.wgsl";
import normalisers from "./normalisers.wgsl";
import sums from "./sums.wgsl";

export interface DiceLossAttrs {
  readonly ignoreIndex: number;
  readonly smooth: number;
  readonly squared: boolean;
  readonly perImage: boolean;
}

type DiceLossCall = Call<"logits" | "labels", DiceLossAttrs>;

export const diceLossOp: Op<"logits" | "labels", DiceLossAttrs> = {
  name: "diceLoss",
  inputs: ["logits", "labels"],
  dtypes: { labels: ["i32", "u8"] },
  shape({ logits, labels }, { ignoreIndex, smooth }) {
    checkLabels("diceLoss", "logits", logits, labels, ignoreIndex);
    if (!(smooth >= 0 && smooth < Number.POSITIVE_INFINITY))
      throw new ShapeError("diceLoss", "a finite smooth >= 0", { smooth });
    return [];
  },
  forward(call) {
    const {
      attrs: { ignoreIndex, smooth, squared },
      adapter,
    } = call;
    const { images, classes, pixels, nan } = labelParams(call.shapes.logits, ignoreIndex);
    const { groups, items } = groupsOf(call);
    const { parts: all } = partsOf(images * pixels * classes, adapter.kernels);
    const parts = Math.ceil(all / (groups * classes));
    return [
      {
        code: normalisers,
        reads: ["logits", "labels"],
        writes: { logsumexp: normalisersOf(call.shapes.labels) },
        params: { images, classes, pixels, ignoreIndex },
        constants: labelFlags(call.dtypes),
        grid: linear(images * pixels),
      },
      {
        code: sums,
        reads: ["logits", "labels", "logsumexp"],
        writes: { sums: { shape: [groups, classes, parts, 4] } },
        params: { classes, pixels, ignoreIndex, nan, groups, items, parts },
        constants: { ...labelFlags(call.dtypes), SQUARED: Number(squared) },
        grid: linear(groups * classes * parts),
      },
      {
        code: merge,
        reads: ["sums"],
        writes: { slopes: { shape: [groups, classes, 2] }, partials: { shape: [groups, 2] } },
        params: { groups, classes, parts, smooth: float(smooth) },
        grid: linear(groups, 1),
      },
      meanOfPartials(groups),
    ];
  },
  backward: {
    logits(call) {
      const { logits, labels } = call.shapes;
      const { ignoreIndex, squared } = call.attrs;
      return [
        {
          code: backwardLogits,
          reads: ["dy", "scale", "logits", "labels", "logsumexp", "slopes"],
          writes: { dlogits: { shape: logits } },
          params: {
            ...labelParams(logits, ignoreIndex),
            perGroup: groupsOf(call).items,
          },
          constants: { ...labelFlags(call.dtypes), SQUARED: Number(squared) },
          grid: linear(size(labels)),
        },
      ];
    },
  },
  flops: ({ shapes }) => 9 * size(shapes.logits),
};

/** What has a loss of its own, and its pixels: each image, or the batch. */
function groupsOf({ shapes: { labels }, attrs: { perImage } }: DiceLossCall) {
  const groups = perImage ? labels[0]! : 1;
  return { groups, items: size(labels) / groups };
}
