import { apply } from "../../apply.ts";
import { axisOf } from "../../axes.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Launch, Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import chunkSums from "./chunk-sums.wgsl";
import scan from "./scan.wgsl";

export interface CumsumAttrs {
  readonly dim: number;
}

/** Elements that are added up one after the other; a longer line is cut into chunks of as many. */
const LENGTH = 64;

const name = "cumsum";

export const cumsumOp: Op<"x", CumsumAttrs> = {
  name,
  inputs: ["x"],
  dtypes: { x: floating },
  dtype: ({ dtypes }) => dtypes["x"]!,
  shape({ x }, { dim }) {
    axisOf(name, x, dim);
    return x;
  },
  forward: ({ y, attrs: { dim }, dtypes }) =>
    scanLaunches("x", linesOf(y, dim), "y", y, dtypes["x"] as Floating, false),
  backward: {
    x: ({ y, attrs: { dim }, dtypes }) =>
      scanLaunches("dy", linesOf(y, dim), "dx", y, dtypes["x"] as Floating, true),
  },
  cut: ({ y, attrs: { dim } }) => (axisOf(name, y, dim) > 0 ? { inputs: ["x"], y: "cut" } : null),
  flops: ({ y }) => size(y),
};

type Lines = readonly [outer: number, extent: number, inner: number];

function linesOf(x: Shape, dim: number): Lines {
  const axis = axisOf(name, x, dim);
  return [size(x.slice(0, axis)), x[axis]!, size(x.slice(axis + 1))];
}

/**
 * Launches that write `made` with the running sums of `from` along the middle axis, from its end on if `reverse`. Sums
 * of chunks are scanned by the same launches, so that no sum of many is added up one by one.
 */
function scanLaunches(
  from: string,
  [outer, extent, inner]: Lines,
  made: string,
  shape: Shape,
  dtype: Floating,
  reverse: boolean,
): Launch[] {
  const chunks = Math.ceil(extent / LENGTH);
  const params = { outer, extent, inner, chunks, length: LENGTH };
  const grid = linear(outer * chunks * inner);
  const [sums, carry] = [`${made}Sums`, `${made}Carry`];
  const carried: Launch[] =
    chunks === 1
      ? []
      : [
          {
            code: chunkSums,
            real: dtype,
            reads: [from],
            writes: { [sums]: { shape: [outer, chunks, inner] } },
            params,
            grid,
          },
          ...scanLaunches(sums, [outer, chunks, inner], carry, [outer, chunks, inner], "f32", reverse),
        ];
  return [
    ...carried,
    {
      code: scan,
      real: dtype,
      reads: [from, chunks === 1 ? from : carry],
      writes: { [made]: { shape, dtype } },
      params,
      constants: { REVERSE: Number(reverse), CARRIED: Number(chunks > 1) },
      grid,
    },
  ];
}

/**
 * yⱼ = x₀ + … + xⱼ along the axis `dim`, by sums of chunks that keep the digits of a long line. Gradients flow to `x`.
 *
 * @param x any shape of one axis or more
 * @param dim the axis, counted from the last if negative
 * @returns the shape of `x`
 * @throws {ShapeError} if `dim` is no axis of `x`.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.cumsum.html
 */
export const cumsum = (x: Tensor, dim: number): Tensor => apply(cumsumOp, { x }, { dim });
