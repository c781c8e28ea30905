import { applyBeside } from "../../apply.ts";
import fill from "../../autograd/fill.wgsl";
import { axisOf } from "../../axes.ts";
import { type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { pickingEach } from "../gather/gather.ts";
import { pick } from "../gather/pick.ts";
import { chooseByRounds } from "./choose-by-rounds.ts";
import { chooseBySort } from "./choose-by-sort.ts";
import { type Lines, linesOf } from "./lines.ts";
import put from "./put.wgsl";

export interface TopKOptions {
  /** The axis, negative ones counted from the end; default the last. */
  readonly dim?: number | undefined;
  /** Whether the largest elements are wanted, or the smallest; default `true`. */
  readonly largest?: boolean | undefined;
}

export interface TopKAttrs extends TopKOptions {
  readonly k: number;
}

export const topKOp: Op<"x", TopKAttrs> = {
  name: "topK",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, { k, dim = -1 }) {
    const axis = axisOf("topK", x, dim);
    if (!Number.isInteger(k) || k < 1 || k > x[axis]!)
      throw new ShapeError("topK", `k an integer from 1 to ${x[axis]}`, { x, dim, k });
    return x.with(axis, k);
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward(call) {
    const { shapes, dtypes, attrs, y } = call;
    const { axis, lines } = geometryOf(call);
    const wanted = { largest: attrs.largest ?? true, dtype: dtypes["x"] as Floating };
    const choose = isSorted(lines) ? chooseBySort : chooseByRounds;
    const picking = pickingEach(shapes.x, axis, y);
    return [
      ...choose("x", lines, wanted, "indices", y),
      pick("topK", "x", "indices", picking, "y", { index: "u32", elements: wanted.dtype }, "nothing"),
    ];
  },
  backward: {
    x(call): readonly Launch[] {
      const { extent, inner, ranks } = geometryOf(call).lines;
      const { x } = call.shapes;
      const real = call.dtypes["x"] as Floating;
      return [
        {
          code: fill,
          real,
          reads: [],
          writes: { dx: { shape: x, dtype: real } },
          params: { size: size(x), value: float(0) },
          grid: linear(size(x)),
        },
        {
          code: put,
          real,
          reads: ["dy", "indices"],
          updates: ["dx"],
          writes: {},
          params: { size: size(call.y), extent, inner, ranks },
          grid: linear(size(call.y)),
        },
      ];
    },
  },
  flops: () => 0,
};

function geometryOf({ shapes: { x }, attrs: { k, dim = -1 } }: Call<"x", TopKAttrs>) {
  const axis = axisOf("topK", x, dim);
  return { axis, lines: linesOf(x, axis, k) };
}

/**
 * What sorting costs, counted in looks at an element: for each of them, and for its many launches. In turns, on lavapipe
 * and on SwiftShader, both ways took about as long for 16 to 32 ranks.
 */
const COST = { element: 24, launches: 2 ** 17 };

/** Whether sorting all elements takes less than looking at all of them for every rank. */
export const isSorted = ({ outer, extent, inner, ranks }: Lines): boolean =>
  outer * extent * inner * (ranks - COST.element) > COST.launches;

/**
 * The `k` largest elements along the axis `dim`, the largest first, or the smallest, and their places along it. Equal
 * elements come in the order of their places. What is not a number counts as larger than all numbers, as in PyTorch.
 * Gradients flow to `x`.
 *
 * @param x one axis or more
 * @param k from 1 to the extent of the axis
 * @returns both of the shape of `x`, but for `k` along `dim`; indices are `u32`, as {@link gather} takes them
 * @throws {ShapeError} if `x` has no such axis, or `k` is out of range.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.topk.html
 */
export const topK = (x: Tensor, k: number, options: TopKOptions = {}): [values: Tensor, indices: Tensor] =>
  applyBeside(topKOp, { x }, { k, ...options }, "indices");
