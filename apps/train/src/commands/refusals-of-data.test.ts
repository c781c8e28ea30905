import { copyFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { build, command } from "../testing/command.ts";
import { writeDataFolder, writeLabels } from "../testing/data-folder.ts";
import { expectRefusal, type Refusal, refusalFolder } from "../testing/refusal.ts";

const folder = refusalFolder();
/** A data set that is whole. */
const data = join(folder, "data");

/** Makes a copy of the whole data set, and breaks it. */
async function broken(name: string, breakIt: (copy: string) => unknown): Promise<void> {
  const copy = join(folder, name);
  await writeDataFolder(copy);
  await breakIt(copy);
}

beforeAll(async () => {
  build();
  await writeDataFolder(data);
  await broken("no-manifest", (copy) => rmSync(join(copy, "dataset.json")));
  await broken("bad-manifest", (copy) => writeFileSync(join(copy, "dataset.json"), "{"));
  await broken("truncated", (copy) => truncateSync(join(copy, "train/image/2.jpg"), 250));
  await broken("wrong-size", (copy) =>
    sharp(join(data, "val/image/0.jpg")).resize(8, 8).toFile(join(copy, "train/image/1.jpg")),
  );
  await broken("bad-label", (copy) =>
    writeLabels(join(copy, "train/label/0.png"), (x, y) => (x === 5 && y === 3 ? 7 : 0)),
  );
  await broken("shallow-depth", (copy) =>
    copyFileSync(join(data, "train/label/0.png"), join(copy, "train/depth/3.png")),
  );
});

const cases: readonly Refusal[] = [
  ["--data missing", 1, "error: FOLDER/missing: expected a folder with a data set; got nothing there"],
  ["--data empty", 1, "error: FOLDER/empty"],
  ["--data no-manifest", 1, "error: FOLDER/no-manifest: expected a folder that holds dataset.json (folder)"],
  [
    "--data no-manifest --set data.format=folder",
    1,
    "error: FOLDER/no-manifest/dataset.json: expected a description of the data set; got nothing there; name a folder",
  ],
  [
    "--set data.format=folder",
    2,
    "error: --set data.format=folder: expected data.dir for the format folder; got none. Name the folder, for example with --data DIR",
  ],
  [
    "--data data --set data.format=rooms",
    2,
    'error: --data data: expected no data.dir for the format rooms, which needs no files; got "FOLDER/data". Set data.format=auto',
  ],
  ["--data bad-manifest", 1, "error: FOLDER/bad-manifest/dataset.json"],
  ["--data truncated", 1, "error: FOLDER/truncated/train/image/2.jpg"],
  ["--data wrong-size", 1, "error: FOLDER/wrong-size/train/image/1.jpg"],
  ["--data bad-label", 1, "error: FOLDER/bad-label/train/label/0.png, row 3, column 5"],
  ["--data shallow-depth", 1, "error: FOLDER/shallow-depth/train/depth/3.png"],
  ["--set train.batchSize=400", 1, "error: batches: expected split train of"],
];

describe("training on what cannot be used is refused in one line, and leaves nothing behind", () => {
  test.each(cases)("%s", (...refusal) => expectRefusal(folder, refusal));
});

test("a run whose numbers cease to be numbers keeps what it has logged by then", () => {
  const left = ["config.json", "events.jsonl", "events.out.tfevents", "predictions"];
  expectRefusal(folder, ["--set optimizer.lr=1e30", 3, "error: "], left);
});

test("a run that fails before it has trained can be tried again in the same folder", () => {
  const again = ["--data", "truncated", "--set", "train.batchSize=2", "--out", "new/run"];
  const first = command(folder, again);
  expect(first.code).toBe(1);
  expect(readdirSync(join(folder, "new"))).toEqual([]);
  expect(command(folder, again)).toEqual(first);
});
