import type { Contract } from "../../testing/contract.ts";
import { bench } from "./bench.contract.ts";
import { conv2dOp } from "./conv2d.ts";
import { depthwiseCases } from "./depthwise.contract.ts";
import { type Conv2dOptions, geometryOf } from "./geometry.ts";
import { groupedCases } from "./grouped.contract.ts";
import { refusals } from "./refusals.contract.ts";
import { wholeCases } from "./whole.contract.ts";

export const contract: Contract<"x" | "weight", Conv2dOptions, "bias"> = {
  op: conv2dOp,

  reference({ x, weight, bias }, shapes, options) {
    const g = geometryOf(shapes, options);
    const y = new Float64Array(g.n * g.k * g.p * g.q);
    let at = 0;
    for (let n = 0; n < g.n; n++)
      for (let k = 0; k < g.k; k++)
        for (let p = 0; p < g.p; p++)
          for (let q = 0; q < g.q; q++, at++) {
            y[at] = bias?.[k] ?? 0;
            for (let c = 0; c < g.cg; c++)
              for (let r = 0; r < g.r; r++)
                for (let s = 0; s < g.s; s++) {
                  const h = p * g.stride[0] + r * g.dilation[0] - g.top;
                  const w = q * g.stride[1] + s * g.dilation[1] - g.left;
                  if (h < 0 || h >= g.h || w < 0 || w >= g.w) continue;
                  const channel = Math.floor(k / g.kg) * g.cg + c;
                  const tap = weight[((k * g.cg + c) * g.r + r) * g.s + s]!;
                  y[at]! += tap * x[((n * g.c + channel) * g.h + h) * g.w + w]!;
                }
          }
    return y;
  },

  cases: { ...wholeCases, ...groupedCases, ...depthwiseCases },
  errors: refusals,
  bench,
};
