import type { AdapterProfile } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardWeight from "./backward-weight.wgsl";
import { type Geometry, paramsOf, shapesOf } from "./geometry.ts";
import { isPointwise, pointwiseBackwardWeight } from "./pointwise.ts";
import { isSmall, quadBackwardWeight, usesQuads } from "./quad.ts";
import { tileBackwardWeight, usesTiles } from "./tile.ts";

/** Launches that make `dweight` of `dy` and `x`. */
export function backwardWeightPlan(g: Geometry, adapter: AdapterProfile): readonly Launch[] {
  const product = isPointwise(g) && pointwiseBackwardWeight(g, adapter);
  if (product) return product;
  if (usesTiles(g, adapter)) return tileBackwardWeight(g);
  if (usesQuads(g, adapter) && isSmall(g)) return quadBackwardWeight(g);
  const { weight } = shapesOf(g);
  return [
    {
      code: backwardWeight,
      reads: ["dy", "x"],
      writes: { dweight: { shape: weight } },
      params: paramsOf(g),
      grid: linear(size(weight)),
    },
  ];
}
