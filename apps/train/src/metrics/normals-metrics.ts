import { angleBetween } from "./angle-between.ts";
import { type DenseKindRule, denseTruth } from "./dense-truth.ts";
import { finiteOrNull, type MetricAccumulator } from "./metric-accumulator.ts";
import { OrderStatistics } from "./order-statistics.ts";

const rule: DenseKindRule = {
  name: "normals metrics",
  kind: "normals",
  channels: 3,
};

/** Angles in degrees below which a normal counts as found, by metric. */
const WITHIN = { within11_25: 11.25, within22_5: 22.5, within30: 30 } as const;

/**
 * Angle between predicted and true normal over all valid pixels of the split: `mean` and `median` in degrees (the
 * median is exact, of the angles as float32), and the shares of pixels below 11.25, 22.5 and 30 degrees.
 *
 * The prediction need not have unit length. One without a direction, (0, 0, 0), is 90 degrees away from anything,
 * as its cosine of 0 says; one that is not finite is within no angle.
 */
export function normalsMetrics(): MetricAccumulator {
  const angles = new OrderStatistics();
  const within = { within11_25: 0, within22_5: 0, within30: 0 };
  let pixels = 0;
  let sum = 0;
  return {
    add(prediction, target, images) {
      const { values, mask, plane } = denseTruth(rule, prediction, target, images);
      for (let i = 0; i < mask.length; i++) {
        if (mask[i] === 0) continue;
        const x = 2 * Math.floor(i / plane) * plane + i;
        const degrees = angleBetween(prediction, values, x, plane);
        pixels++;
        sum += degrees;
        angles.push(degrees);
        if (degrees < WITHIN.within11_25) within.within11_25++;
        if (degrees < WITHIN.within22_5) within.within22_5++;
        if (degrees < WITHIN.within30) within.within30++;
      }
    },
    result: () => ({
      mean: finiteOrNull(sum / pixels),
      median: finiteOrNull(angles.median()),
      within11_25: finiteOrNull(within.within11_25 / pixels),
      within22_5: finiteOrNull(within.within22_5 / pixels),
      within30: finiteOrNull(within.within30 / pixels),
    }),
  };
}
