import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import forward from "./forward.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";

/** Launches that make `y`. */
export function forwardPlan({ shapes, attrs, y }: Conv2dCall): readonly Launch[] {
  const g = geometryOf(shapes, attrs);
  return [
    {
      code: forward,
      reads: ["x", "weight", shapes.bias ? "bias" : "weight"],
      writes: { y: { shape: y } },
      params: paramsOf(g),
      constants: { BIAS: shapes.bias ? 1 : 0 },
      grid: linear(size(y)),
    },
  ];
}
