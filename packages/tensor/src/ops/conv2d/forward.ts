import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import forward from "./forward.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";
import { isPointwise, pointwiseForward } from "./pointwise.ts";
import { isSmall, quadForward, usesQuads } from "./quad.ts";
import { tileForward, usesTiles } from "./tile.ts";

/** Launches that make `y`. */
export function forwardPlan(call: Conv2dCall): readonly Launch[] {
  const { shapes, attrs, y, adapter } = call;
  const g = geometryOf(shapes, attrs);
  const reads = ["x", "weight", shapes.bias ? "bias" : "weight"];
  const product = isPointwise(g) && pointwiseForward(call, g);
  if (product) return product;
  if (usesTiles(call, g)) return [tileForward(g, y, shapes.bias !== undefined)];
  if (usesQuads(adapter, g) && isSmall(g)) return [quadForward(g, adapter, reads, shapes.bias !== undefined)];
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
