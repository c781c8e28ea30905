import type { AdapterProfile } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import forward from "./forward.wgsl";
import { type Geometry, paramsOf, shapesOf } from "./geometry.ts";
import { isPointwise, pointwiseForward } from "./pointwise.ts";
import { isSmall, quadForward, usesQuads } from "./quad.ts";
import { tileForward, usesTiles } from "./tile.ts";

/** Launches that make `y` of `x`, `weight` and, if there is one, `bias`. */
export function forwardPlan(g: Geometry, adapter: AdapterProfile, bias: boolean): readonly Launch[] {
  const product = isPointwise(g) && pointwiseForward(g, adapter, bias);
  if (product) return product;
  if (usesTiles(g, adapter)) return [tileForward(g, bias)];
  if (usesQuads(g, adapter) && isSmall(g)) return [quadForward(g, adapter, bias)];
  const { y } = shapesOf(g);
  return [
    {
      code: forward,
      reads: ["x", "weight", bias ? "bias" : "weight"],
      writes: { y: { shape: y } },
      params: paramsOf(g),
      constants: { BIAS: bias ? 1 : 0 },
      grid: linear(size(y)),
    },
  ];
}
