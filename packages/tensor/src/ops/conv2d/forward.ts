import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import forward from "./forward.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";
import { isSmall, quadForward, usesQuads } from "./quad.ts";

/** Launches that make `y`. */
export function forwardPlan({ shapes, attrs, y, adapter }: Conv2dCall): readonly Launch[] {
  const g = geometryOf(shapes, attrs);
  const reads = ["x", "weight", shapes.bias ? "bias" : "weight"];
  if (usesQuads(adapter, g) && isSmall(g)) return [quadForward(g, reads, shapes.bias !== undefined)];
  return [
    {
      code: forward,
      reads,
      writes: { y: { shape: y } },
      params: paramsOf(g),
      constants: { BIAS: shapes.bias ? 1 : 0 },
      grid: linear(size(y)),
    },
  ];
}
