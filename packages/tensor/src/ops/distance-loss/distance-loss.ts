import { apply } from "../../apply.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { checkMasked, elementsOf, pixelsOf } from "../weighted-mean/mask.ts";
import { meanOfPartials, partsOf } from "../weighted-mean/weighted-mean.ts";
import backward from "./backward.wgsl";
import forward from "./forward.wgsl";

type DistanceCall = Call<"x" | "target", object, "mask">;
type DistanceOp = Op<"x" | "target", object, "mask">;

function distanceOp(name: string, squared: boolean): DistanceOp {
  const constantsOf = ({ shapes: { mask } }: DistanceCall) => ({
    MASKED: Number(mask !== undefined),
    SQUARED: Number(squared),
  });
  const gradientOf =
    (input: "x" | "target", factor: 1 | -1) =>
    (call: DistanceCall): Launch[] => {
      const geometry = geometryOf(call);
      return [
        {
          code: backward,
          reads: ["dy", "scale", "x", "target", call.shapes.mask ? "mask" : "x"],
          writes: { [`d${input}`]: { shape: call.shapes.x } },
          params: { ...geometry, factor: float(factor) },
          constants: constantsOf(call),
          grid: linear(geometry.size),
        },
      ];
    };
  return {
    name,
    inputs: ["x", "target", "mask"],
    dtypes: { mask: ["u8"] },
    shape({ x, target, mask }) {
      checkMasked(name, x, target, mask);
      return [];
    },
    forward(call) {
      const geometry = geometryOf(call);
      const { parts, grid } = partsOf(geometry.size, call.adapter.kernels);
      return [
        {
          code: forward,
          reads: ["x", "target", call.shapes.mask ? "mask" : "x"],
          writes: { partials: { shape: [parts, 2] } },
          params: { ...geometry, parts },
          constants: constantsOf(call),
          grid,
        },
        meanOfPartials(parts),
      ];
    },
    backward: { x: gradientOf("x", 1), target: gradientOf("target", -1) },
    flops: ({ shapes }) => 3 * size(shapes.x),
  };
}

const geometryOf = ({ shapes: { x, mask } }: DistanceCall) => (mask ? pixelsOf(x) : elementsOf(x));

export const l1LossOp = distanceOp("l1Loss", false);
export const mseLossOp = distanceOp("mseLoss", true);

/**
 * The mean of |x − target| over the elements of the pixels that `mask` holds, or over all without one. Gradients
 * flow to `x` and `target`; where x = target they are 0.
 *
 * Pixels outside the mask count in no way, whatever they hold: a NaN there reaches neither the value nor a gradient.
 * Where the mask holds none the loss and its gradients are 0.
 *
 * @param x `[N, C, H, W]`; any shape without a mask
 * @param target of the shape of `x`
 * @param mask `[N, H, W]` or `[N, 1, H, W]`, `u8`: 0 outside, anything else inside
 * @returns a scalar
 * @throws {ShapeError} if the shapes do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
 */
export const l1Loss = (x: Tensor, target: Tensor, mask?: Tensor): Tensor =>
  apply(l1LossOp, { x, target, mask }, {});

/**
 * The mean of (x − target)² over the elements of the pixels that `mask` holds, or over all without one. Gradients
 * flow to `x` and `target`.
 *
 * Pixels outside the mask count in no way, whatever they hold: a NaN there reaches neither the value nor a gradient.
 * Where the mask holds none the loss and its gradients are 0.
 *
 * @param x `[N, C, H, W]`; any shape without a mask
 * @param target of the shape of `x`
 * @param mask `[N, H, W]` or `[N, 1, H, W]`, `u8`: 0 outside, anything else inside
 * @returns a scalar
 * @throws {ShapeError} if the shapes do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
 */
export const mseLoss = (x: Tensor, target: Tensor, mask?: Tensor): Tensor =>
  apply(mseLossOp, { x, target, mask }, {});
