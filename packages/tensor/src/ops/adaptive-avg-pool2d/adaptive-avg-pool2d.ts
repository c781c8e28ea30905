import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { byImage, type Call, type Launch, type Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { elementwise } from "../binary/elementwise.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";
import backwardX from "./backward-x.wgsl";
import backwardXFours from "./backward-x-fours.wgsl";
import forward from "./forward.wgsl";
import forwardFours from "./forward-fours.wgsl";
import { type AdaptivePoolAttrs, adaptiveShape } from "./output-size.ts";

type AdaptiveCall = Call<"x", AdaptivePoolAttrs>;

export const adaptiveAvgPool2dOp: Op<"x", AdaptivePoolAttrs> = {
  name: "adaptiveAvgPool2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, attrs) {
    return adaptiveShape(this.name, x, attrs);
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward(call) {
    const { shapes, y } = call;
    if (isGlobal(y))
      return sumLaunches(["x", shapes.x], [false, false, true, true], "y", y, pixels(call), realOf(call));
    const [first, second] = passes(call);
    if (!second) return [means(call, first, "x", "y", y)];
    const between = [y[0]!, y[1]!, y[2]!, shapes.x[3]!];
    return [means(call, first, "x", "rows", between), means(call, second, "rows", "y", y)];
  },
  backward: {
    x(call) {
      const { shapes, y } = call;
      if (isGlobal(y)) return [elementwise("div", ["dy", y], pixels(call), "dx", shapes.x, realOf(call))];
      const [first, second] = passes(call);
      if (!second) return [shares(call, first, "dy", "dx", shapes.x)];
      const between = [y[0]!, y[1]!, y[2]!, shapes.x[3]!];
      return [shares(call, second, "dy", "drows", between), shares(call, first, "drows", "dx", shapes.x)];
    },
  },
  cut: byImage("x"),
  flops: ({ shapes: { x } }) => size(x),
};

/** Whether each plane becomes one mean. */
const isGlobal = (y: Shape): boolean => y[2] === 1 && y[3] === 1;

const pixels = ({ shapes: { x } }: AdaptiveCall): number => x[2]! * x[3]!;

/** Windows along one axis, of `outer` x `inner` lines. */
interface Pass {
  readonly outer: number;
  readonly inputs: number;
  readonly outputs: number;
  readonly inner: number;
}

/** One pass for each axis that changes. Down the columns first: there neighbouring invocations read neighbours. */
function passes({ shapes: { x }, y }: AdaptiveCall): readonly [Pass, Pass?] {
  const [planes, h, w, oh, ow] = [x[0]! * x[1]!, x[2]!, x[3]!, y[2]!, y[3]!];
  const vertical = { outer: planes, inputs: h, outputs: oh, inner: w };
  const horizontal = { outer: planes * oh, inputs: w, outputs: ow, inner: 1 };
  if (ow === w) return [vertical];
  return oh === h ? [horizontal] : [vertical, horizontal];
}

const realOf = ({ dtypes }: AdaptiveCall) => dtypes["x"] as Floating;

/** The launch that takes the mean of each window along one axis. */
function means(call: AdaptiveCall, pass: Pass, from: string, name: string, shape: Shape): Launch {
  const unit = pass.inner % 4 === 0 ? 4 : 1;
  return launchOf(call, unit === 4 ? forwardFours : forward, pass, unit, pass.outputs, [from, name, shape]);
}

/** The launch that hands each window's cotangent out to its elements along one axis. */
function shares(call: AdaptiveCall, pass: Pass, from: string, name: string, shape: Shape): Launch {
  const fours = pass.inner % 4 === 0 && pass.outputs <= pass.inputs;
  return fours
    ? launchOf(call, backwardXFours, pass, 4, pass.outputs, [from, name, shape])
    : launchOf(call, backwardX, pass, 1, pass.inputs, [from, name, shape]);
}

/** A launch of one invocation for `unit` lines of each of `places` along the axis. */
function launchOf(
  call: AdaptiveCall,
  code: string,
  { outer, inputs, outputs, inner }: Pass,
  unit: number,
  places: number,
  [from, name, shape]: readonly [from: string, name: string, shape: Shape],
): Launch {
  const dtype = call.dtypes["x"] as Floating;
  return {
    code,
    real: dtype,
    reads: [from],
    writes: { [name]: { shape, dtype } },
    params: { outer, inputs, outputs, inner: inner / unit },
    grid: linear((outer * places * inner) / unit),
  };
}

/**
 * The mean of each of OH x OW windows that cover the image: window `o` of `O` holds the pixels from `⌊o I / O⌋` to
 * `⌈(o + 1) I / O⌉` of `I`. With 1 it is global pooling, with a divisor of `I` plain pooling; with more outputs than
 * pixels, pixels repeat. Gradients flow to `x`.
 *
 * @param x `[N, C, H, W]`
 * @param outputSize pixels of the result: one number for both axes, or one for each, `null` for an axis that stays
 * @returns `[N, C, OH, OW]`
 * @throws {ShapeError} if `x` is not rank 4, or the result would have no pixel.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html
 */
export const adaptiveAvgPool2d = (x: Tensor, outputSize: AdaptivePoolAttrs["outputSize"]): Tensor =>
  apply(adaptiveAvgPool2dOp, { x }, { outputSize });
