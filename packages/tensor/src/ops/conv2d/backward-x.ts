import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardX from "./backward-x.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";
import { isPointwise, pointwiseBackwardX } from "./pointwise.ts";
import { isSmall, quadBackwardX, usesQuads } from "./quad.ts";
import { tileBackwardX, usesTiles } from "./tile.ts";

/** Launches that make `dx`. */
export function backwardXPlan(call: Conv2dCall): readonly Launch[] {
  const { shapes, attrs, adapter } = call;
  const g = geometryOf(shapes, attrs);
  const product = isPointwise(g) && pointwiseBackwardX(call, g);
  if (product) return product;
  if (usesTiles(call, g)) return [tileBackwardX(g, shapes.x)];
  if (usesQuads(adapter, g) && isSmall(g)) return [quadBackwardX(g, adapter)];
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
