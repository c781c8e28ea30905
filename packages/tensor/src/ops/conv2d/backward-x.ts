import type { AdapterProfile } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardX from "./backward-x.wgsl";
import { type Geometry, paramsOf, shapesOf } from "./geometry.ts";
import { isPointwise, pointwiseBackwardX } from "./pointwise.ts";
import { isSmall, quadBackwardX, usesQuads } from "./quad.ts";
import { tileBackwardX, usesTiles } from "./tile.ts";

/** Launches that make `dx` of `dy` and `weight`. */
export function backwardXPlan(g: Geometry, adapter: AdapterProfile): readonly Launch[] {
  const product = isPointwise(g) && pointwiseBackwardX(g, adapter);
  if (product) return product;
  if (usesTiles(g, adapter)) return [tileBackwardX(g)];
  if (usesQuads(g, adapter) && isSmall(g)) return [quadBackwardX(g, adapter)];
  const { x } = shapesOf(g);
  return [
    {
      code: backwardX,
      reads: ["dy", "weight"],
      writes: { dx: { shape: x } },
      params: paramsOf(g),
      grid: linear(size(x)),
    },
  ];
}
