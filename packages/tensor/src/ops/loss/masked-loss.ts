import type { Dtype } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Call, Launch, Op, Param } from "../../op.ts";
import { size } from "../../shape.ts";
import { checkMasked, type Geometry, geometryOf, maskedReads, maskFlag } from "./mask.ts";
import { checkReduction, cutOf, lossLaunches, type Reduction, reductionOf } from "./reduction.ts";

interface MaskedLossAttrs {
  /** `"batchmean"` is a sum divided by the first extent. */
  readonly reduction: Reduction | "batchmean";
}

type MaskedCall<X extends string, A, O extends string> = Call<X | "target", A, O | "mask">;

/** What tells one loss of the elements within a mask from another. */
interface MaskedLoss<X extends string, A extends MaskedLossAttrs, O extends string> {
  readonly name: string;
  /** The input that is held against `target`. */
  readonly x: X;
  /** Inputs that may be absent, as the mask in front of them may: kernels read `x` in their stead. */
  readonly others?: readonly O[];
  /** Kernels; `backward` has a constant `TARGET` where gradients flow to the target too. */
  readonly forward: string;
  readonly backward: string;
  readonly toTarget: boolean;
  readonly reductions?: readonly string[];
  /** Throws `ShapeError` where another input or an attribute does not fit. */
  check(shapes: MaskedCall<X, A, O>["shapes"], attrs: A): void;
  /** Parameters of both kernels, the geometry among them, and constants beside those of mask and reduction. */
  params(call: MaskedCall<X, A, O>, geometry: Geometry): Readonly<Record<string, Param>>;
  constants(call: MaskedCall<X, A, O>): Readonly<Record<string, number>>;
  /** Those of the other inputs that have images. */
  cut?(call: MaskedCall<X, A, O>): readonly O[];
  readonly flopsPerElement: number;
}

/** The op of a loss that each element and its target make, reduced over the elements of the pixels within the mask. */
export function maskedLoss<X extends string, A extends MaskedLossAttrs, O extends string = never>(
  loss: MaskedLoss<X, A, O>,
): Op<X | "target", A, O | "mask"> {
  type LossCall = MaskedCall<X, A, O>;
  const { name, x, others = [] } = loss;
  const reductionIn = ({ attrs: { reduction } }: LossCall) => (reduction === "batchmean" ? "sum" : reduction);
  const launchOf = (call: LossCall) => {
    const { shapes } = call;
    const geometry = geometryOf(shapes[x], shapes.mask);
    return {
      reads: [...maskedReads(shapes.mask, x), ...others.map((other) => (shapes[other] ? other : x))],
      params: loss.params(call, geometry),
      constants: { ...maskFlag(shapes.mask), ...loss.constants(call) },
      items: geometry.size,
    };
  };
  const pullbackOf =
    (input: X | "target") =>
    (call: LossCall): readonly Launch[] => {
      const { items, ...launch } = launchOf(call);
      const { reads, constants } = reductionOf(reductionIn(call));
      return [
        {
          ...launch,
          code: loss.backward,
          reads: [...reads, ...launch.reads],
          writes: { [`d${input}`]: { shape: call.shapes[x] } },
          constants: {
            ...launch.constants,
            ...constants,
            ...(loss.toTarget && { TARGET: Number(input === "target") }),
          },
          grid: linear(items),
        },
      ];
    };
  return {
    name,
    inputs: [x, "target", "mask", ...others],
    dtypes: { mask: ["u8"] } as Record<X | O | "target" | "mask", Dtype[]>,
    shape(shapes, attrs) {
      checkMasked(name, shapes[x], shapes.target, shapes.mask, x);
      checkReduction(name, attrs.reduction, loss.reductions);
      loss.check(shapes, attrs);
      return attrs.reduction === "none" ? shapes[x] : [];
    },
    forward: (call) =>
      lossLaunches(
        { ...launchOf(call), code: loss.forward },
        call,
        reductionIn(call),
        call.attrs.reduction === "batchmean" ? call.shapes[x][0] : 1,
      ),
    backward: {
      [x]: pullbackOf(x),
      ...(loss.toTarget && { target: pullbackOf("target") }),
    } as Record<X | O | "target" | "mask", ReturnType<typeof pullbackOf>>,
    cut: (call) =>
      cutOf<X | O | "target" | "mask">(
        call.attrs.reduction,
        x,
        "target",
        "mask",
        ...(loss.cut?.(call) ?? []),
      ),
    flops: ({ shapes }) => loss.flopsPerElement * size(shapes[x]),
  };
}
