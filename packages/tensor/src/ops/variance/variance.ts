import { apply } from "../../apply.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { broadcastStrides, collapse } from "../../strided/collapse.ts";
import type { Tensor } from "../../tensor.ts";
import { elementwise } from "../binary/elementwise.ts";
import { keptShape, type ReduceOptions, reducedAxes, reducedShape } from "../reduce/reduced-axes.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";
import { unaryLaunch } from "../unary/unary.ts";
import stdSlope from "./std-slope.wgsl";

export interface VarianceOptions extends ReduceOptions {
  /** What is taken off the number of elements before the sum of squares is divided by it; default 1. */
  readonly correction?: number;
}

type VarianceCall = Call<"x", VarianceOptions>;
type Name = "variance" | "std";

/** What a call divides by; PyTorch takes nothing for a number below 0. */
const divisorOf = ({ shapes: { x }, y, attrs: { correction = 1 } }: VarianceCall) =>
  Math.max(0, size(x) / size(y) - correction);

/** The launch that makes `centred` = x − mean. */
const centre = (x: Shape, kept: Shape): Launch => elementwise("sub", ["x", x], ["mean", kept], "centred", x);

/** Launches that make the variance, and `mean` beside it. */
function varianceLaunches(name: Name, call: VarianceCall, made: string): Launch[] {
  const { x } = call.shapes;
  const over = reducedAxes(name, x, call.attrs);
  const kept = keptShape(x, over);
  return [
    ...sumLaunches(["x", x], over, "mean", kept, size(x) / size(kept)),
    centre(x, kept),
    elementwise("mul", ["centred", x], ["centred", x], "squares", x),
    ...sumLaunches(["squares", x], over, made, call.y, divisorOf(call)),
  ];
}

/** The launch that makes `slope`, which times x − mean is dx. */
function slopeLaunch(name: Name, call: VarianceCall, kept: Shape): Launch {
  const divisor = divisorOf(call);
  if (name === "variance") return elementwise("mul", ["dy", kept], 2 / divisor, "slope", kept);
  return {
    code: stdSlope,
    reads: ["dy", "y"],
    writes: { slope: { shape: kept } },
    params: { size: size(kept), dof: float(divisor) },
    grid: linear(size(kept)),
  };
}

function varianceOp(name: Name): Op<"x", VarianceOptions> {
  return {
    name,
    inputs: ["x"],
    shape({ x }, attrs) {
      const over = reducedAxes(name, x, attrs);
      collapse(name, { extents: x, strides: [broadcastStrides(keptShape(x, over), x)] }); // as the mean has to
      return reducedShape(x, over, attrs);
    },
    forward: (call) =>
      name === "variance"
        ? varianceLaunches(name, call, "y")
        : [
            ...varianceLaunches(name, call, "variance"),
            unaryLaunch("sqrt", { from: "variance", made: "y", shape: call.y }),
          ],
    backward: {
      x(call) {
        const { x } = call.shapes;
        const kept = keptShape(x, reducedAxes(name, x, call.attrs));
        return [
          centre(x, kept),
          slopeLaunch(name, call, kept),
          elementwise("mul", ["centred", x], ["slope", kept], "dx", x),
        ];
      },
    },
    cut: ({ shapes: { x }, attrs }) =>
      x.length > 0 && !reducedAxes(name, x, attrs)[0] ? { inputs: ["x"], y: "cut" } : null,
    flops: ({ shapes: { x } }) => 4 * size(x),
  };
}

/** The records of variance and deviation. */
export const varianceOps = { variance: varianceOp("variance"), std: varianceOp("std") };

/**
 * Σ(x − mean)² / (n − `correction`) over the `n` elements along the axes `dim`, PyTorch's `var`: unbiased with the
 * default correction of 1, biased with 0. NaN or ∞ where n − correction is not positive. Gradients flow to `x`.
 *
 * @throws {ShapeError} if `dim` is empty, names no axis of `x`, or one twice.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.var.html
 */
export const variance = (x: Tensor, options: VarianceOptions = {}): Tensor =>
  apply(varianceOps.variance, { x }, options);

/**
 * The root of {@link variance}. Where it is 0 the gradient is 0, as in PyTorch.
 *
 * @throws {ShapeError} as {@link variance}.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.std.html
 */
export const std = (x: Tensor, options: VarianceOptions = {}): Tensor =>
  apply(varianceOps.std, { x }, options);
