import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Call, Launch, Op } from "../../op.ts";
import { size } from "../../shape.ts";
import { broadcastStrides, collapse, perAxis } from "../../strided/collapse.ts";
import type { Tensor } from "../../tensor.ts";
import { elementwise } from "../binary/elementwise.ts";
import { castLaunch } from "../cast/launch.ts";
import { keptShape, type ReduceOptions, reducedAxes, reducedShape } from "../reduce/reduced-axes.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";
import { type Extremum, extremumLaunches } from "./extremum-launches.ts";
import ties from "./ties.wgsl";

type ExtremesCall = Call<"x", ReduceOptions>;

function extremesOp(name: "amax" | "amin", extremum: Extremum): Op<"x", ReduceOptions> {
  return {
    name,
    inputs: ["x"],
    dtypes: { x: floating },
    dtype: ({ dtypes }) => dtypes["x"]!,
    shape({ x }, attrs) {
      const over = reducedAxes(name, x, attrs);
      collapse(name, { extents: x, strides: [broadcastStrides(keptShape(x, over), x)] }); // as backward has to
      return reducedShape(x, over, attrs);
    },
    forward({ shapes: { x }, attrs, dtypes, y }) {
      const over = reducedAxes(name, x, attrs);
      const names = { values: "y", places: "places" };
      return extremumLaunches(extremum, x, over, names, y, dtypes["x"] as Floating);
    },
    backward: { x: (call) => spread(name, call) },
    cut: ({ shapes: { x }, attrs }) =>
      x.length > 0 && !reducedAxes(name, x, attrs)[0] ? { inputs: ["x"], y: "cut" } : null,
    flops: ({ shapes: { x } }) => size(x),
  };
}

/** Launches that make `dx`: each extreme's cotangent, in equal shares to all elements that are equal to it. */
function spread(name: string, { shapes: { x }, attrs, dtypes }: ExtremesCall): Launch[] {
  const over = reducedAxes(name, x, attrs);
  const kept = keptShape(x, over);
  const walk = collapse(name, { extents: x, strides: [broadcastStrides(kept, x)] });
  const real = dtypes["x"] as Floating;
  const half = real === "f16";
  return [
    {
      code: ties,
      real,
      reads: ["x", "y"],
      writes: { tied: { shape: x } },
      params: {
        ...perAxis("extent", walk.extents),
        ...perAxis("stride", walk.strides[0]!),
        size: size(x),
      },
      constants: { AXES: walk.extents.length },
      grid: linear(size(x)),
    },
    ...sumLaunches(["tied", x], over, "count", kept),
    ...(half ? [castLaunch("dy", "f16", "cotangent", "f32", kept)] : []),
    elementwise("div", [half ? "cotangent" : "dy", kept], ["count", kept], "share", kept),
    elementwise("mul", ["tied", x], ["share", kept], half ? "dxSingle" : "dx", x),
    ...(half ? [castLaunch("dxSingle", "f32", "dx", "f16", x)] : []),
  ];
}

/** The records of extremes over axes. */
export const extremesOps = { amax: extremesOp("amax", "max"), amin: extremesOp("amin", "min") };

/**
 * The largest element over the axes `dim`, and NaN where there is one among them. The gradient flows to `x`, in equal
 * shares to all elements that are equal to the largest.
 *
 * @throws {ShapeError} if `dim` is empty, names no axis of `x`, or one twice.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.amax.html
 */
export const amax = (x: Tensor, options: ReduceOptions = {}): Tensor =>
  apply(extremesOps.amax, { x }, options);

/** As {@link amax}, of the smallest element. @throws {ShapeError} as {@link amax}. */
export const amin = (x: Tensor, options: ReduceOptions = {}): Tensor =>
  apply(extremesOps.amin, { x }, options);
