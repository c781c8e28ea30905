import { withoutSamples } from "@equipoise/datasets";
import { expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import { loadConfig } from "../config/load.ts";
import { openDataset } from "./dataset.ts";
import { evaluatedSplits } from "./held-out.ts";
import { planOf } from "./plan.ts";

const open = (...set: readonly string[]) =>
  openDataset(loadConfig({ set: ["data.width=8", "data.height=6", "data.train=20", "data.val=1", ...set] }));

/** The names of a split's images. */
async function namesOf(split: string, ...set: readonly string[]): Promise<string[]> {
  const { dataset } = await open(...set);
  const samples = Array.from({ length: dataset.length(split) }, (_, i) => dataset.sample(split, i));
  return (await Promise.all(samples)).map(({ name }) => name);
}

test("runs with other seeds, methods and tasks hold out the same images", async () => {
  const held = await namesOf("held-out", "data.heldOut=0.2");
  expect(held).toHaveLength(4);
  for (const other of ["train.seed=7", "balancer.name=equal", "data.tasks=[depth]", "train.batchSize=2"])
    expect(await namesOf("held-out", "data.heldOut=0.2", other)).toEqual(held);
});

test("a run evaluates its split, and then what it holds out, each once", () => {
  const splits = (...set: readonly string[]) => evaluatedSplits(loadConfig({ set }));
  expect(splits()).toEqual(["val"]);
  expect(splits("data.heldOut=0.1", "eval.split=test")).toEqual(["test", "held-out"]);
  expect(splits("data.heldOut=0.1", "eval.split=held-out")).toEqual(["held-out"]);
});

test("what is left must fill a batch, and what is held out hold an image that is whole", async () => {
  const { dataset, config } = await open("data.heldOut=0.65");
  expect(() => planOf(config, dataset)).toThrow(
    new ConfigError(
      "data.heldOut: expected to leave a batch of 8 images of train; got 7 of 20. Lower it, or train.batchSize",
    ),
  );
  const fewer = await open("data.heldOut=0.6");
  expect(planOf(fewer.config, fewer.dataset).stepsPerEpoch).toBe(1);
  const broken = withoutSamples(fewer.dataset, { "held-out": Array.from({ length: 12 }, (_, i) => i) });
  expect(() => planOf(fewer.config, broken)).toThrow(
    new ConfigError(
      "data.heldOut: expected to hold out an image of train that is not broken; got none of 8. Raise it",
    ),
  );
  await expect(open("data.heldOut=0.02")).rejects.toThrow(
    "rooms: expected a held-out share of train that makes at least one sample; got 0.02 of 20; " +
      "raise it, or hold out none",
  );
  // Too few even with all of them: what is held out is not at fault.
  const few = await open("data.heldOut=0.5", "data.train=6");
  expect(() => planOf(few.config, few.dataset)).toThrow(
    "batches: expected split train of rooms to hold at least one batch of 8; got 3",
  );
});
