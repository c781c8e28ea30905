import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardWeight from "./backward-weight.wgsl";
import backwardX from "./backward-x.wgsl";
import type { Family } from "./family.ts";
import forward from "./forward.wgsl";
import { paramsOf, shapesOf } from "./geometry.ts";

/** One invocation an element: fits every call. */
export const plain: Family<readonly Launch[]> = {
  half: true,
  forward(g, _, bias) {
    const { y } = shapesOf(g);
    return [
      {
        code: forward,
        reads: ["x", "weight", bias ? "bias" : "weight"],
        real: g.dtype,
        writes: { y: { shape: y, dtype: g.dtype } },
        params: paramsOf(g),
        constants: { BIAS: bias ? 1 : 0 },
        grid: linear(size(y)),
      },
    ];
  },
  backwardX(g) {
    const { x } = shapesOf(g);
    return [
      {
        code: backwardX,
        reads: ["dy", "weight"],
        real: g.dtype,
        writes: { dx: { shape: x, dtype: g.dtype } },
        params: paramsOf(g),
        grid: linear(size(x)),
      },
    ];
  },
  backwardWeight(g) {
    const { weight } = shapesOf(g);
    return [
      {
        code: backwardWeight,
        reads: ["dy", "x"],
        real: g.dtype,
        writes: { dweight: { shape: weight, dtype: g.dtype } },
        params: paramsOf(g),
        grid: linear(size(weight)),
      },
    ];
  },
};
