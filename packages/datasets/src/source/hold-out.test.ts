import { expect, it } from "vitest";
import { manifest, put, tinyFolder } from "../folder/folder.fixture.ts";
import { createLoader } from "../loader/loader.ts";
import { refusal } from "../refusal.fixture.ts";
import { heldOutSplit } from "./hold-out.ts";
import { type DatasetSource, openDataset } from "./open-dataset.ts";

const source = { format: "rooms", width: 8, height: 6, train: 20, val: 3 } as const;

/** The samples of a split, by name, as so many threads read them. */
async function namesOf(of: DatasetSource, split: string, workers = 0): Promise<string[]> {
  const loader = createLoader(await openDataset(of), of, { workers });
  const names: string[] = [];
  for await (const batch of loader.batches(split, { batchSize: 1 })) names.push(...batch.names);
  await loader.close();
  return names;
}

it("shares out the split train to two, in their order, and leaves others as they are", async () => {
  const [whole, left, held] = await Promise.all([
    namesOf(source, "train"),
    namesOf({ ...source, heldOut: 0.2 }, "train"),
    namesOf({ ...source, heldOut: 0.2 }, heldOutSplit),
  ]);
  const inOrder = (names: string[]) => whole.filter((name) => names.includes(name));
  expect(inOrder([...left, ...held])).toEqual(whole);
  expect([left.length, held.length]).toEqual([16, 4]);
  expect([left, held]).toEqual([inOrder(left), inOrder(held)]);
  const dataset = await openDataset({ ...source, heldOut: 0.2 });
  expect(dataset.splits).toEqual(["train", "val", "held-out"]);
  expect(dataset.notes).toEqual(["4 of 20 images of train are held out"]);
  expect(await namesOf({ ...source, heldOut: 0.2 }, "val")).toEqual(await namesOf(source, "val"));
  const index = whole.indexOf(held[1]!);
  expect(await dataset.sample("held-out", 1)).toEqual(
    await (await openDataset(source)).sample("train", index),
  );
});

it("holds out the same samples on every machine and for ever, and more of them with a larger share", async () => {
  const held = await namesOf({ ...source, heldOut: 0.2 }, heldOutSplit);
  expect(held).toEqual(["train/4", "train/5", "train/11", "train/15"]);
  expect(await namesOf({ ...source, heldOut: 0.5 }, heldOutSplit)).toEqual(expect.arrayContaining(held));
});

it.each(["train", heldOutSplit])("is the same in threads, and without samples of it: %s", async (split) => {
  const whole = { ...source, heldOut: 0.2 };
  const less = { ...whole, leaveOut: { [split]: [1] } };
  const names = await namesOf(whole, split);
  expect(await namesOf(whole, split, 2)).toEqual(names);
  expect(await namesOf(less, split, 2)).toEqual(names.filter((_, index) => index !== 1));
});

it("refuses what cannot be held out", async () => {
  const dir = await tinyFolder();
  const said = (heldOut: number) => refusal(() => openDataset({ format: "folder", dir, heldOut }));
  expect(await said(0.1)).toBe(
    "tiny: expected a held-out share of train that makes at least one sample; got 0.1 of 3; raise it, or hold out none",
  );
  for (const share of [0, 1, Number.NaN])
    expect(await said(share)).toBe(
      `openDataset: expected heldOut to be a share above 0 and below 1; got ${share}`,
    );
  const held = await openDataset({ format: "folder", dir, heldOut: 0.4 });
  expect(await refusal(() => held.length("test"))).toBe(
    'tiny: expected a split of train, val, held-out; got "test"',
  );
  expect(await refusal(() => held.sample("held-out", 1))).toBe(
    "tiny: expected an index 0..0 of split held-out; got 1",
  );
  await put(
    dir,
    "dataset.json",
    JSON.stringify({ ...manifest, splits: { train: "train", "held-out": "val" } }),
  );
  expect(await said(0.4)).toBe(
    "tiny: expected no split held-out of its own where a share of train is held out; got splits train, held-out; " +
      "rename it, or hold out none",
  );
});
