import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardX from "./backward-x.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";
import { isSmall, quadBackwardX, usesQuads } from "./quad.ts";

/** Launches that make `dx`. */
export function backwardXPlan({ shapes, attrs, adapter }: Conv2dCall): readonly Launch[] {
  const g = geometryOf(shapes, attrs);
  if (usesQuads(adapter, g) && isSmall(g)) return [quadBackwardX(g)];
  return [
    {
      code: backwardX,
      reads: ["dy", "weight"],
      writes: { dx: { shape: shapes.x } },
      params: paramsOf(g),
      grid: linear(size(shapes.x)),
    },
  ];
}
