import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardWeight from "./backward-weight.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";
import { isSmall, quadBackwardWeight, usesQuads } from "./quad.ts";

/** Launches that make `dweight`. */
export function backwardWeightPlan({ shapes, attrs, adapter }: Conv2dCall): readonly Launch[] {
  const g = geometryOf(shapes, attrs);
  if (usesQuads(adapter, g) && isSmall(g)) return quadBackwardWeight(g);
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
