import { expect, it } from "vitest";
import { tinyFolder } from "./folder/folder.fixture.ts";
import { createLoader } from "./loader/loader.ts";
import { refusal } from "./refusal.fixture.ts";
import { openDataset } from "./source/open-dataset.ts";

it("keeps the tasks that are named, in their order, in threads too, and everything else", async () => {
  const dir = await tinyFolder();
  const all = await openDataset({ format: "folder", dir });
  const source = {
    format: "folder",
    dir,
    tasks: ["normals", "segmentation"],
    leaveOut: { train: [0] },
  } as const;
  const some = await openDataset(source);
  const [segmentation, , normals] = all.tasks;
  expect(some.tasks).toEqual([normals, segmentation]);
  expect([some.splits, some.length("train"), some.intrinsics]).toEqual([all.splits, 2, all.intrinsics]);
  const whole = await all.sample("train", 1);
  const { targets, ...rest } = await some.sample("train", 0);
  expect(Object.entries(targets)).toEqual([
    ["normals", whole.targets["normals"]],
    ["segmentation", whole.targets["segmentation"]],
  ]);
  expect({ ...rest, targets: whole.targets }).toEqual(whole);
  const loader = createLoader(some, source, { workers: 1 });
  const batch = await loader.sample("train", 0).finally(() => loader.close());
  expect(batch.targets).toEqual(targets);
});

it.each([
  [[], "none"],
  [["depth", "depth"], "depth, depth"],
  [["depth", "colour"], '"colour"'],
])("refuses %j", async (tasks, got) => {
  const dir = await tinyFolder();
  expect(await refusal(() => openDataset({ format: "folder", dir, tasks }))).toBe(
    `tiny: expected tasks of segmentation, depth, normals, each once; got ${got}`,
  );
});
