import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { put, tinyFolder } from "../folder/folder.fixture.ts";
import { createLoader } from "../loader/loader.ts";
import { openPacked } from "../packed/open-packed.ts";
import { packDataset } from "../packed/pack-dataset.ts";
import { refusal } from "../refusal.fixture.ts";
import { openDataset } from "./open-dataset.ts";
import { withoutSamples } from "./without-samples.ts";

const names = async (stream: AsyncIterable<{ readonly names: readonly string[] }>) => {
  const all: string[] = [];
  for await (const batch of stream) all.push(...batch.names);
  return all;
};

it("moves up what is behind samples that are left out, in this thread and others", async () => {
  const dir = await tinyFolder();
  const source = { format: "folder", dir } as const;
  const whole = await openDataset(source);
  const second = await whole.sample("train", 1);
  await put(dir, "train/depth/a.png", "no depth");
  const dataset = withoutSamples(await openDataset(source), { train: [0] });
  expect([dataset.length("train"), dataset.length("val"), dataset.splits]).toEqual([2, 1, whole.splits]);
  expect(await dataset.sample("train", 0)).toEqual(second);
  const reopened = await openDataset({ ...source, leaveOut: { train: [0] } });
  expect(await reopened.sample("train", 0)).toEqual(second);
  const options = { batchSize: 1, shuffle: true, seed: 3, epochs: 3 };
  const orders = await Promise.all(
    [0, 2].map(async (workers) => {
      const loader = createLoader(dataset, source, { workers });
      return names(loader.batches("train", options)).finally(() => loader.close());
    }),
  );
  expect(orders[0]).toHaveLength(6);
  expect(new Set(orders[0])).toEqual(new Set(["train/b", "train/c"]));
  expect(orders[1]).toEqual(orders[0]);
  // The same order as that of data which never had the sample.
  for (const folder of ["image", "label", "depth", "normal"]) await rm(join(dir, `train/${folder}/a.png`));
  const without = createLoader(await openDataset(source), source, { workers: 0 });
  expect(await names(without.batches("train", options))).toEqual(orders[0]);
});

it("leaves out more of what is left", async () => {
  const source = { format: "rooms", width: 8, height: 6, train: 6, val: 2 } as const;
  const opened = await openDataset({ ...source, leaveOut: { train: [0, 2] } });
  const dataset = withoutSamples(opened, { train: [1, 3], val: [0] });
  expect(dataset.leftOut).toEqual({ train: [0, 2, 3, 5], val: [0] });
  const read = await Promise.all(
    [0, 1].map(async (workers) => {
      const loader = createLoader(dataset, source, { workers });
      return names(loader.batches("train", { batchSize: 1 })).finally(() => loader.close());
    }),
  );
  expect(read).toEqual([
    ["train/1", "train/4"],
    ["train/1", "train/4"],
  ]);
});

it("packs what is left", async () => {
  const dir = await tinyFolder();
  const source = { format: "folder", dir } as const;
  const dataset = withoutSamples(await openDataset(source), { train: [1], val: [] });
  const file = join(dir, "left.packed");
  await packDataset(dataset, source, file, { workers: 1 });
  const packed = await openPacked(file);
  expect(packed.length("train")).toBe(2);
  expect(await packed.sample("train", 1)).toEqual(await dataset.sample("train", 1));
});

it("refuses what is not there to be left out", async () => {
  const dataset = await openDataset({ format: "rooms", width: 8, height: 6, train: 3, val: 2 });
  expect(await refusal(() => withoutSamples(dataset, { test: [0] }))).toBe(
    'rooms: expected a split of train, val; got "test"',
  );
  expect(await refusal(() => withoutSamples(dataset, { val: [2] }))).toBe(
    "rooms: expected an index 0..1 of split val; got 2",
  );
});
