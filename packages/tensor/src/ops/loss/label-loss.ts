import type { Dtype } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Call, Launch, Op, Param } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { checkClassWeights, checkLabels, labelFlags, labelParams, normalisersOf } from "./labels.ts";
import { checkReduction, cutOf, lossLaunches, type Reduction, reductionOf } from "./reduction.ts";

export interface LabelLossAttrs {
  readonly ignoreIndex: number;
  readonly reduction: Reduction;
}

/** What tells one loss of labelled pixels from another. */
interface LabelLoss<S extends "logits" | "input", A extends LabelLossAttrs, W extends string> {
  readonly name: string;
  /** The input of scores of classes, and that of a weight for each class, which may be absent. */
  readonly scores: S;
  readonly weight: W;
  /** Kernels: those of a softmax hand its normalisers on, from forward to backward, which reads the scores again. */
  readonly forward: string;
  readonly backward: string;
  readonly softmax: boolean;
  /** Throws `ShapeError` where an attribute of its own is out of range. */
  check?(attrs: A): void;
  /** Parameters and constants of both kernels, beside those of labels. */
  params?(attrs: A, classes: number): Readonly<Record<string, Param>>;
  constants?(attrs: A): Readonly<Record<string, number>>;
  flops(scores: Shape, labels: Shape): number;
}

/** The op of a loss that each pixel's scores and label make, reduced over the labelled pixels. */
export function labelLoss<S extends "logits" | "input", A extends LabelLossAttrs, W extends string>(
  loss: LabelLoss<S, A, W>,
): Op<S | "labels", A, W> {
  type LossCall = Call<S | "labels", A, W>;
  const { name, scores, weight, softmax } = loss;
  const labelled = (shapes: LossCall["shapes"]) => ["labels", shapes[weight] ? weight : "labels"];
  const paramsOf = ({ shapes, attrs }: LossCall) => ({
    ...labelParams(shapes[scores], attrs.ignoreIndex),
    ...loss.params?.(attrs, shapes[scores][1]!),
  });
  const constantsOf = ({ shapes, dtypes, attrs }: LossCall) => ({
    ...labelFlags(dtypes),
    WEIGHTED: Number(shapes[weight] !== undefined),
    ...loss.constants?.(attrs),
  });
  const pullback = (call: LossCall): Launch[] => {
    const { shapes, attrs } = call;
    const { reads, constants } = reductionOf(attrs.reduction);
    return [
      {
        code: loss.backward,
        reads: [...reads, ...(softmax ? [scores, ...labelled(shapes), "logsumexp"] : labelled(shapes))],
        writes: { [`d${scores}`]: { shape: shapes[scores] } },
        params: paramsOf(call),
        constants: { ...constantsOf(call), ...constants },
        grid: linear(size(shapes.labels)),
      },
    ];
  };
  return {
    name,
    inputs: [scores, "labels", weight],
    dtypes: { labels: ["i32", "u8"] } as Record<S | "labels" | W, Dtype[]>,
    shape(shapes, attrs) {
      checkLabels(name, scores, shapes[scores], shapes.labels, attrs.ignoreIndex);
      checkClassWeights(name, scores, shapes[scores], weight, shapes[weight]);
      checkReduction(name, attrs.reduction);
      loss.check?.(attrs);
      return attrs.reduction === "none" ? shapes.labels : [];
    },
    forward: (call) =>
      lossLaunches(
        {
          code: loss.forward,
          items: size(call.shapes.labels),
          reads: [scores, ...labelled(call.shapes)],
          ...(softmax && { writes: { logsumexp: normalisersOf(call.shapes.labels) } }),
          params: paramsOf(call),
          constants: constantsOf(call),
        },
        call,
        call.attrs.reduction,
      ),
    backward: { [scores]: pullback } as Record<S | "labels" | W, typeof pullback>,
    cut: ({ attrs: { reduction } }) => cutOf<S | "labels">(reduction, scores, "labels"),
    flops: ({ shapes }) => loss.flops(shapes[scores], shapes.labels),
  };
}
