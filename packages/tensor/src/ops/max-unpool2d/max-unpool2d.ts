import { apply, ranked } from "../../apply.ts";
import fill from "../../autograd/fill.wgsl";
import { floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { byImage, type Call, float, type Launch, type Op } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type Pair, pairOf } from "../window/pair.ts";
import backwardX from "./backward-x.wgsl";
import forward from "./forward.wgsl";
import mark from "./mark.wgsl";

// P Q pooled, OH OW unpooled.

export interface MaxUnpool2dOptions {
  /** Pixels of a window of the pooling. */
  readonly kernelSize: Pair;
  /** Pixels from window to window; default `kernelSize`. */
  readonly stride?: Pair | undefined;
  /** Pixels that the pooling added on every side; default 0. */
  readonly padding?: Pair | undefined;
  /**
   * `[OH, OW]`, or the whole shape of what was pooled. Sizes less than a stride apart pool to one size, and any of them
   * may be asked for; default (P − 1) stride − 2 padding + kernelSize.
   */
  readonly outputSize?: Shape | undefined;
}

type Input = "x" | "indices";
type UnpoolCall = Call<Input, MaxUnpool2dOptions>;

export const maxUnpool2dOp: Op<Input, MaxUnpool2dOptions> = {
  name: "maxUnpool2d",
  inputs: ["x", "indices"],
  dtypes: { x: floating, indices: ["u32", "i32"] },
  shape({ x, indices }, options) {
    const [n, c, h, w] = ranked("maxUnpool2d", "x", x, "N, C, P, Q", 4);
    if (!sameShape(x, indices))
      throw new ShapeError("maxUnpool2d", "indices of the shape of x", { x, indices });
    return [n, c, ...outputSizeOf([h, w], options)];
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: (call) => [
    ...makeOwner(call),
    {
      code: forward,
      real: call.dtypes["x"]!,
      reads: ["x", "owner"],
      writes: { y: { shape: call.y, dtype: call.dtypes["x"]! } },
      params: geometry(call),
      grid: linear(size(call.y)),
    },
  ],
  backward: {
    x: (call) => [
      {
        code: backwardX,
        real: call.dtypes["x"]!,
        reads: ["dy", "indices", "owner"],
        writes: { dx: { shape: call.shapes.x, dtype: call.dtypes["x"]! } },
        params: geometry(call),
        grid: linear(size(call.shapes.x)),
      },
    ],
  },
  cut: byImage("x", "indices"),
  flops: () => 0,
};

/** Which element of x has each place of y. Zeros have the same bits in `f32` and `u32`. */
const makeOwner = (call: UnpoolCall): Launch[] => [
  {
    code: fill,
    reads: [],
    writes: { owner: { shape: call.y, dtype: "u32" } },
    params: { size: size(call.y), value: float(0) },
    grid: linear(size(call.y)),
  },
  {
    code: mark,
    reads: ["indices"],
    updates: ["owner"],
    writes: {},
    params: geometry(call),
    grid: linear(size(call.shapes.x)),
  },
];

function geometry({ shapes: { x }, y }: UnpoolCall) {
  const planes = x[0]! * x[1]!;
  return { planes, inputs: size(x) / planes, outputs: size(y) / planes };
}

function outputSizeOf(pooled: readonly [number, number], options: MaxUnpool2dOptions) {
  const { kernelSize, stride = kernelSize, padding = 0, outputSize } = options;
  const kernels = pairOf("maxUnpool2d", "kernelSize", kernelSize, 1);
  const strides = pairOf("maxUnpool2d", "stride", stride, 1);
  const paddings = pairOf("maxUnpool2d", "padding", padding, 0);
  const usual = pooled.map((extent, i) => (extent - 1) * strides[i]! - 2 * paddings[i]! + kernels[i]!);
  const asked = outputSize?.length === 4 ? outputSize.slice(2) : (outputSize ?? usual);
  const [oh, ow] = ranked("maxUnpool2d", "outputSize", asked, "OH, OW", 2);
  const near = [oh, ow].every(
    (extent, i) => Number.isInteger(extent) && Math.abs(extent - usual[i]!) < strides[i]!,
  );
  if (!near)
    throw new ShapeError("maxUnpool2d", `outputSize less than stride from [${usual.join(", ")}]`, {
      outputSize: [oh, ow],
      stride: strides,
    });
  if (oh < 1 || ow < 1)
    throw new ShapeError("maxUnpool2d", "at least one pixel along each axis", { outputSize: [oh, ow] });
  return [oh, ow] as const;
}

/**
 * Puts each element back to where `maxPool2dWithIndices` took it from, among zeros: y[n, c, indices[n, c, p, q]] =
 * x[n, c, p, q]. Gradients flow to `x`: dx is dy at the indices.
 *
 * Where windows overlap, an index can come several times: the last element in row-major order is kept, as PyTorch on
 * one CPU thread does, and it alone gets the gradient; PyTorch hands that to all of them. An index outside the plane,
 * which PyTorch refuses, puts nothing and gets no gradient.
 *
 * @param x `[N, C, P, Q]`
 * @param indices `[N, C, P, Q]` of `u32` or `i32`: iy OW + ix
 * @returns `[N, C, OH, OW]`
 * @throws {ShapeError} if `indices` has another shape than `x`, an option is out of range, or `outputSize` is not one
 *   that pools to `[P, Q]`.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html
 */
export const maxUnpool2d = (x: Tensor, indices: Tensor, options: MaxUnpool2dOptions): Tensor =>
  apply(maxUnpool2dOp, { x, indices }, options);
