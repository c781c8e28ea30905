import { type Batch, batches, imagenet, rooms } from "@equipoise/datasets";
import { Adam, EncoderDecoder, Init, parameters } from "@equipoise/nn";
import { expect, test } from "vitest";
import { createMethod } from "../balancing/create-method.ts";
import { parseConfig } from "../config/parse.ts";
import { testDevice } from "../testing/device.ts";
import type { Precision } from "./precision.ts";
import { readTensors } from "./read-tensors.ts";
import { Trainer, type TrainerOptions } from "./trainer.ts";

const size = { width: 16, height: 12 };
const dataset = rooms({ seed: 0, train: 8, val: 1, ...size });
const device = await testDevice();

async function trainer(options: TrainerOptions): Promise<Trainer> {
  const network = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks: dataset.tasks });
  return new Trainer(device, network, dataset.tasks, new Adam(parameters(network)), options);
}

const stateOf = async (of: Trainer) => {
  const tensors = await readTensors(of.stateDict());
  delete tensors["skipped.skipped"];
  return tensors;
};

async function fixedBatches(): Promise<Batch[]> {
  const fixed: Batch[] = [];
  for await (const batch of batches(dataset, "train", { batchSize: 4, size, standardise: imagenet }))
    fixed.push(batch);
  return fixed;
}

/** The batch with one value that is no number: an input, or a target of an L1 loss, whose gradient stays finite. */
function spoilt(batch: Batch, where: "image" | "depth"): Batch {
  if (where === "image") {
    const image = batch.image.slice();
    image[100] = Number.NaN;
    return { ...batch, image };
  }
  const target = batch.targets["depth"]!;
  if (target.kind !== "depth") throw new TypeError("expected depth");
  return {
    ...batch,
    targets: { ...batch.targets, depth: { ...target, values: target.values.map(() => Infinity) } },
  };
}

const precisions: readonly Precision[] = device.profile.f16 ? ["single", "mixed"] : ["single"];

test.each(precisions.flatMap((precision) => [[precision, "image"] as const, [precision, "depth"] as const]))(
  "in %s precision a step with a bad %s changes nothing: what follows is as if it had not been",
  async (precision, where) => {
    const [first, second] = (await fixedBatches()) as [Batch, Batch];
    const [spoiled, spared] = [
      await trainer({ precision, onNan: "skip" }),
      await trainer({ precision, onNan: "skip" }),
    ];
    for (const made of [spoiled, spared]) await made.step(first, 1e-2);
    const before = await stateOf(spoiled);
    await spoiled.step(spoilt(second, where), 1e-2);
    const after = await stateOf(spoiled);
    if (precision === "mixed") {
      // The scale backs off, as after any overflow.
      expect(after["precision.scale"]!.data[0]).toBe(32_768);
      for (const name of ["precision.scale", "precision._growth_tracker"]) after[name] = before[name]!;
    }
    expect(after).toEqual(before);
    expect(await spoiled.skipped()).toEqual({ total: 1, inARow: 1 });
    if (precision === "mixed") return;
    for (const made of [spoiled, spared]) await made.step(second, 1e-2);
    expect(await stateOf(spoiled)).toEqual(await stateOf(spared));
    expect(await spoiled.skipped()).toEqual({ total: 1, inARow: 0 });
    expect(await spared.skipped()).toEqual({ total: 0, inARow: 0 });
    expect(await spoiled.endPeriod()).toEqual(await spared.endPeriod());
  },
);

test.each(["uw", "imtl-l", "rlw", "gls", "famo", "nash-mtl", "db-mtl"])(
  "of a step with bad numbers %s learns nothing",
  async (name) => {
    const [first, second] = (await fixedBatches()) as [Batch, Batch];
    const { balancer: fields } = parseConfig({ balancer: { name } }, "test");
    const made = await trainer({ method: createMethod(fields, { inRun: 10, inEpoch: 1 }, 0), onNan: "skip" });
    const spared = await trainer({
      method: createMethod(fields, { inRun: 10, inEpoch: 1 }, 0),
      onNan: "skip",
    });
    for (const of of [made, spared]) await of.step(first, 1e-2);
    for (const where of ["image", "depth"] as const) await made.step(spoilt(second, where), 1e-2);
    expect(await made.skipped()).toEqual({ total: 2, inARow: 2 });
    for (const of of [made, spared]) await of.step(second, 1e-2);
    const told = async (of: Trainer) => ({ ...(await stateOf(of)), record: await of.endPeriod() });
    expect(await told(made)).toEqual(await told(spared));
  },
);

test.each(["lsb", "uw", "rlw", "gls", "famo", "nash-mtl"])(
  "a period whose last step was skipped ends with the weights that %s had before it",
  async (name) => {
    const [first, second] = (await fixedBatches()) as [Batch, Batch];
    const { balancer: fields } = parseConfig({ balancer: { name } }, "test");
    const method = () => createMethod(fields, { inRun: 10, inEpoch: 1 }, 0);
    const [made, spared] = [
      await trainer({ method: method(), onNan: "skip" }),
      await trainer({ method: method(), onNan: "skip" }),
    ];
    for (const of of [made, spared]) await of.step(first, 1e-2);
    await made.step(spoilt(second, "image"), 1e-2);
    expect(await made.endPeriod()).toEqual(await spared.endPeriod());
    await made.step(spoilt(second, "depth"), 1e-2);
    expect(await made.endPeriod()).toEqual(await spared.endPeriod());
    expect(made.balancer).toEqual(spared.balancer);
    expect(JSON.parse(JSON.stringify(made.balancer))).toEqual(made.balancer);
  },
);

test.each(precisions.filter((precision) => precision === "mixed"))(
  "of a step that %s precision alone made overflow, losses are learned from, but not what it did to them",
  async (precision) => {
    const [batch] = (await fixedBatches()) as [Batch];
    const overflowing = async (name: string) => {
      const { balancer: fields } = parseConfig({ balancer: { name } }, "test");
      const method = createMethod(fields, { inRun: 10, inEpoch: 1 }, 0);
      const made = await trainer({ method, precision });
      const before = await stateOf(made);
      const scale = before["precision.scale"]!;
      made.loadStateDict({ ...before, "precision.scale": { ...scale, data: Float32Array.of(2 ** 40) } });
      await made.step(batch, 1e-2);
      const after = await stateOf(made);
      expect(after["precision.scale"]!.data[0]).toBe(2 ** 39);
      return {
        memory: [before, after].map((state) => state["balancer.memory"]),
        record: await made.endPeriod(),
      };
    };
    const famo = await overflowing("famo");
    expect(famo.memory[1]).toEqual(famo.memory[0]);
    const uw = await overflowing("uw");
    expect(uw.memory[1]).not.toEqual(uw.memory[0]);
    for (const { record } of [famo, uw])
      expect(record.labelled).toEqual({ segmentation: 1, depth: 1, normals: 1 });
  },
);

test("looking for bad numbers changes no bit of a run without any", async () => {
  const [first, second] = (await fixedBatches()) as [Batch, Batch];
  const [stopping, skipping] = [await trainer({ onNan: "stop" }), await trainer({ onNan: "skip" })];
  for (const made of [stopping, skipping]) for (const batch of [first, second]) await made.step(batch, 1e-2);
  expect(await stateOf(skipping)).toEqual(await stateOf(stopping));
});
