import { expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import { openDataset } from "./dataset.ts";
import { planOf } from "./plan.ts";

test.each([
  ["0.25", { periodSteps: 1, periods: { inRun: 6, inEpoch: 2 } }],
  ["0.001", { periodSteps: 1, periods: { inRun: 6, inEpoch: 2 } }],
  ["1", { periodSteps: 2, periods: { inRun: 3, inEpoch: 1 } }],
  ["1.5", { periodSteps: 3, periods: { inRun: 2, inEpoch: 2 / 3 } }],
  ["100", { periodSteps: 200, periods: { inRun: 1, inEpoch: 1 / 100 } }],
])("periods of %s epochs, of two steps each, are of whole steps", async (period, expected) => {
  const set = [
    "data.train=4",
    "data.val=1",
    "train.batchSize=2",
    "train.epochs=3",
    `balancer.period=${period}`,
  ];
  const { dataset, config } = await openDataset(loadConfig({ set }));
  expect(planOf(config, dataset)).toMatchObject({ stepsPerEpoch: 2, steps: 6, ...expected });
});
