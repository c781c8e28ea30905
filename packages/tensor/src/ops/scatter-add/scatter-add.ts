import { apply } from "../../apply.ts";
import { axisOf } from "../../axes.ts";
import { type Dtype, type Floating, floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Launch, Op } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import { MAX_AXES } from "../../strided/collapse.ts";
import { embed } from "../../strided/embed.ts";
import type { Tensor } from "../../tensor.ts";
import { elementwise } from "../binary/elementwise.ts";
import { castLaunch } from "../cast/launch.ts";
import { pickingEach } from "../gather/gather.ts";
import { indexTypes, pick } from "../gather/pick.ts";
import { addLaunchesInto, expectWalk } from "./add-launches.ts";
import { addingEach } from "./adding.ts";

export interface ScatterAddAttrs {
  readonly dim: number;
}

export const scatterAddOp: Op<"x" | "index" | "src", ScatterAddAttrs> = {
  name: "scatterAdd",
  inputs: ["x", "index", "src"],
  dtypes: { x: floating, index: indexTypes, src: floating },
  shape({ x, index, src }, { dim }) {
    const axis = axisOf("scatterAdd", x, dim);
    if (index.length !== x.length || src.length !== x.length)
      throw new ShapeError("scatterAdd", "index and src with as many axes as x", { x, index, src });
    if (!index.every((extent, at) => extent <= src[at]! && (at === axis || extent <= x[at]!)))
      throw new ShapeError("scatterAdd", "index no longer than src, and than x but along dim", {
        x,
        index,
        src,
        dim,
      });
    if (x.length > MAX_AXES) {
      pullbackOfSrc({ x, index, src }, axis, { index: "i32", elements: "f32" });
      expectWalk("scatterAdd", x, addingEach(x, axis, index, src));
    }
    return x;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward({ shapes: { x, index, src }, dtypes, attrs: { dim } }) {
    const dtype = dtypes["x"] as Floating;
    const adding = addingEach(x, axisOf("scatterAdd", x, dim), index, src);
    const types = { index: dtypes["index"]!, values: dtype };
    const sums = addLaunchesInto("scatterAdd", "src", "index", adding, ["sums", x], types);
    if (dtype === "f32") return [...sums, elementwise("add", ["x", x], ["sums", x], "y", x)];
    return [
      ...sums,
      castLaunch("x", dtype, "single", "f32", x),
      elementwise("add", ["single", x], ["sums", x], "total", x),
      castLaunch("total", "f32", "y", dtype, x),
    ];
  },
  backward: {
    x: () => [],
    src: ({ shapes, dtypes, attrs: { dim } }) =>
      pullbackOfSrc(shapes, axisOf("scatterAdd", shapes.x, dim), {
        index: dtypes["index"]!,
        elements: dtypes["src"]!,
      }),
  },
  flops: ({ shapes: { index } }) => size(index),
};

/** dsrc is dy where the index says, and 0 where there is none. */
function pullbackOfSrc(
  { x, index, src }: Readonly<Record<"x" | "index" | "src", Shape>>,
  axis: number,
  types: { readonly index: Dtype; readonly elements: Dtype },
): readonly Launch[] {
  const whole = sameShape(index, src);
  const picking = pickingEach(x, axis, index);
  const picked = pick("scatterAdd", "dy", "index", picking, whole ? "dsrc" : "picked", types, "zero");
  if (whole) return [picked];
  const start = src.map(() => ({ start: 0, step: 1 }));
  return [picked, embed("scatterAdd", ["picked", index], start, "dsrc", src, 0, types.elements)];
}

/**
 * `x` with the elements of `src` added where an index says along the axis `dim`: for three axes and `dim` 1,
 * y[i, index[i, j, k], k] += src[i, j, k]. Gradients flow to `x` and `src`.
 *
 * The order of the additions is fixed, and long sums keep their digits: where indices are few every sum looks at all of
 * them, where they are many they are sorted first. An element whose index is beyond the axis, or below 0, is added nowhere: a kernel
 * cannot throw.
 *
 * @param index `i32`, `u32` or `u8`; as many axes as `x`, of extents no larger than src's, and than x's but along `dim`
 * @param src as many axes as `x`; only the elements that have an index count
 * @returns the shape of `x`
 * @throws {ShapeError} if `x` has no such axis, or `index` and `src` do not fit it.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.scatter_add.html
 */
export const scatterAdd = (x: Tensor, dim: number, index: Tensor, src: Tensor): Tensor =>
  apply(scatterAddOp, { x, index, src }, { dim });
