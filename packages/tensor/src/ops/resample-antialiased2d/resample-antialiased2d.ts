import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { byImage, type Call, type Launch, type Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { byFourLines } from "../resample/lines.ts";
import { resampledShape, type UpsampleTarget } from "../resample/output-size.ts";
import backwardX from "./backward-x.wgsl";
import forward from "./forward.wgsl";
import { type Pass, passesOf } from "./passes.ts";
import totals from "./totals.wgsl";

export type ResampleAntialiased2dAttrs = UpsampleTarget & {
  /** A triangle, or Keys' cubic with a = −0.5. */
  readonly filter: "bilinear" | "bicubic";
  readonly alignCorners?: boolean;
};

type AntialiasedCall = Call<"x", ResampleAntialiased2dAttrs>;

export const resampleAntialiased2dOp: Op<"x", ResampleAntialiased2dAttrs> = {
  name: "resampleAntialiased2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, attrs) {
    const y = resampledShape(this.name, x, attrs);
    const { filter } = attrs;
    if (filter !== "bilinear" && filter !== "bicubic")
      throw new ShapeError(this.name, "filter of bilinear or bicubic", { filter });
    passesOf(this.name, x, y, attrs);
    return y;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward(call) {
    const [first, second] = passes(call);
    if (!second) return [average(call, first, "x", "y", call.y)];
    return [average(call, first, "x", "rows", between(call)), average(call, second, "rows", "y", call.y)];
  },
  backward: {
    x(call) {
      const [first, second] = passes(call);
      const { x } = call.shapes;
      if (!second) return spread(call, first, "dy", "dx", x);
      return [
        ...spread(call, second, "dy", "drows", between(call)),
        ...spread(call, first, "drows", "dx", x),
      ];
    },
  },
  cut: byImage("x"),
  flops(call) {
    const width = call.attrs.filter === "bicubic" ? 4 : 2;
    const taps = ({ reach, unit }: Pass) => (width * reach) / unit;
    const [first, second] = passes(call);
    const each = 12 * size(call.y);
    return second ? each * taps(second) + 12 * size(between(call)) * taps(first) : each * taps(first);
  },
};

const passes = ({ shapes: { x }, y, attrs }: AntialiasedCall) =>
  passesOf("resampleAntialiased2d", x, y, attrs);

/** The shape after the rows, before the columns. */
const between = ({ shapes: { x }, y }: AntialiasedCall): Shape => [y[0]!, y[1]!, y[2]!, x[3]!];

const isCubic = ({ attrs }: AntialiasedCall) => Number(attrs.filter === "bicubic");

/** What forward and backward along one axis have in common; `places` are inputs or outputs. */
function along(call: AntialiasedCall, pass: Pass, places: number, name: string, shape: Shape) {
  const { outer, inputs, outputs, inner, step, start, unit, reach } = pass;
  const dtype = call.dtypes["x"] as Floating;
  const { constants, grid } = byFourLines(pass, places);
  return {
    real: dtype,
    writes: { [name]: { shape, dtype } },
    params: { outer, inputs, outputs, inner, step, start, unit, reach },
    constants: { ...constants, CUBIC: isCubic(call) },
    grid,
  };
}

const average = (call: AntialiasedCall, pass: Pass, from: string, name: string, shape: Shape): Launch => ({
  code: forward,
  reads: [from],
  ...along(call, pass, pass.outputs, name, shape),
});

function spread(call: AntialiasedCall, pass: Pass, from: string, name: string, shape: Shape): Launch[] {
  const { inputs, outputs, step, start, unit, reach } = pass;
  const sums = `${pass.name}Totals`;
  return [
    {
      code: totals,
      reads: [],
      writes: { [sums]: { shape: [outputs] } },
      params: { inputs, outputs, step, start, unit, reach },
      constants: { CUBIC: isCubic(call) },
      grid: linear(outputs),
    },
    { code: backwardX, reads: [from, sums], ...along(call, pass, inputs, name, shape) },
  ];
}

/**
 * Resamples images without aliasing: each output is the average of all inputs near its position, weighted by a filter
 * that is as wide as the outputs lie apart where the image shrinks; of larger images it is `upsampleBilinear2d`, or a
 * bicubic with a = −0.5. Output `o` of `O` has its centre at `(o + ½) r`, `r = I / O`, among `I` inputs with centres at
 * `i + ½`; with `alignCorners` `r` is `(I − 1) / (O − 1)`, as PyTorch has it. Beyond the edge nothing counts.
 * Gradients flow to `x`.
 *
 * PyTorch 2.13 on the CPU is another in two corners: to one column it repeats the first row, and along an axis that a
 * factor leaves as long as it is it copies, as here, while its gradient heeds the factor.
 *
 * @param x `[N, C, H, W]`
 * @param options `{ size: [OH, OW] }` in pixels, or `{ scaleFactor }`, whose inverse then stands for `I / O`, unless O
 *   is I; `filter` `"bilinear"` or `"bicubic"`; `alignCorners`, by default `false`
 * @returns `[N, C, OH, OW]`
 * @throws {ShapeError} if `x` is not rank 4 or the result would have no pixel.
 * @see PyTorch's `torch.nn.functional.interpolate(x, antialias=True)`
 */
export const resampleAntialiased2d = (x: Tensor, options: ResampleAntialiased2dAttrs): Tensor =>
  apply(resampleAntialiased2dOp, { x }, options);
