import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import backwardWeight from "./backward-weight.wgsl";
import { type Conv2dCall, geometryOf, paramsOf } from "./geometry.ts";
import { isPointwise, pointwiseBackwardWeight } from "./pointwise.ts";
import { isSmall, quadBackwardWeight, usesQuads } from "./quad.ts";
import { tileBackwardWeight, usesTiles } from "./tile.ts";

/** Launches that make `dweight`. */
export function backwardWeightPlan(call: Conv2dCall): readonly Launch[] {
  const { shapes, attrs, adapter } = call;
  const g = geometryOf(shapes, attrs);
  const product = isPointwise(g) && pointwiseBackwardWeight(call, g);
  if (product) return product;
  if (usesTiles(call, g)) return tileBackwardWeight(g, shapes.weight);
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
