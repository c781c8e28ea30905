import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardWeight from "./backward-weight.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";

/** Launches that make `dweight`. */
export function backwardWeightPlan({ shapes, attrs }: Conv2dCall): readonly Launch[] {
  const g = geometryOf(shapes, attrs);
  return [
    {
      code: backwardWeight,
      reads: ["dy", "x"],
      writes: { dweight: { shape: shapes.weight } },
      params: paramsOf(g),
      grid: linear(size(shapes.weight)),
    },
  ];
}
