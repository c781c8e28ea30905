import { apply, ranked } from "../../apply.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { resampledShape, scaleFactors, type UpsampleTarget } from "../upsample-bilinear2d/output-size.ts";
import backwardX from "./backward-x.wgsl";
import forward from "./forward.wgsl";

export const upsampleNearest2dOp: Op<"x", UpsampleTarget> = {
  name: "upsampleNearest2d",
  inputs: ["x"],
  shape({ x }, target) {
    return resampledShape(this.name, x, target);
  },
  forward: (call) => [
    {
      code: forward,
      reads: ["x"],
      writes: { y: { shape: call.y } },
      params: geometry(call),
      grid: linear(size(call.y)),
    },
  ],
  backward: {
    x: (call) => [
      {
        code: backwardX,
        reads: ["dy"],
        writes: { dx: { shape: call.shapes.x } },
        params: geometry(call),
        grid: linear(size(call.shapes.x)),
      },
    ],
  },
  flops: () => 0,
};

function geometry({ shapes: { x }, y, attrs }: Call<"x", UpsampleTarget>) {
  const [n, c, h, w] = ranked("upsampleNearest2d", "x", x, "N, C, H, W", 4);
  const [, , oh, ow] = ranked("upsampleNearest2d", "y", y, "N, C, OH, OW", 4);
  const factors = scaleFactors(attrs);
  const [scaleY, scaleX] = [scaleOf(h, oh, factors?.[0]), scaleOf(w, ow, factors?.[1])];
  return { planes: n * c, h, w, oh, ow, scaleY: float(scaleY), scaleX: float(scaleX) };
}

/** Inputs per output. PyTorch heeds no given factor where the outputs are as many as the inputs, or twice as many. */
const scaleOf = (inputs: number, outputs: number, factor: number | undefined): number =>
  factor === undefined || outputs === inputs || outputs === 2 * inputs ? inputs / outputs : 1 / factor;

/**
 * Resamples images by repeating or leaving out pixels: output `o` of `O` takes input `⌊o I / O⌋` of `I`, rounded in
 * float32 as PyTorch does.
 *
 * @param x [N, C, H, W], which the gradient flows to
 * @param target `{ size: [OH, OW] }` in pixels, or `{ scaleFactor }`, whose inverse then stands for `I / O`, unless O is I or 2 I
 * @returns [N, C, OH, OW]
 * @throws {ShapeError} if `x` is not rank 4 or the result would have no pixel.
 * @see PyTorch's `torch.nn.functional.interpolate(x, mode="nearest")`
 */
export const upsampleNearest2d = (x: Tensor, target: UpsampleTarget): Tensor =>
  apply(upsampleNearest2dOp, { x }, target);
