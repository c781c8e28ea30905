import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDataset as openSource } from "@equipoise/datasets";
import { beforeAll, describe, expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import { loadConfig } from "../config/load.ts";
import { parseConfig } from "../config/parse.ts";
import { writeDataFolder } from "../testing/data-folder.ts";
import { openDataset, sourceOf } from "./dataset.ts";

const dir = mkdtempSync(join(tmpdir(), "equipoise-data-"));
/** Folders of known data sets that are kept with their readers. */
const mtan = fileURLToPath(
  new URL("../../../../packages/datasets/src/mtan/golden/cityscapes", import.meta.url),
);
const cityscapes = fileURLToPath(
  new URL("../../../../packages/datasets/src/cityscapes/golden/tree", import.meta.url),
);
const saved = (config: unknown) => parseConfig(JSON.parse(JSON.stringify(config)), "config.json");

beforeAll(() => writeDataFolder(dir));

describe("openDataset", () => {
  test.each([
    [[], { format: "rooms", seed: 0, train: 160, val: 32, width: 64, height: 48 }],
    [
      ["data.width=32", "data.seed=7"],
      { format: "rooms", seed: 7, train: 160, val: 32, width: 32, height: 48 },
    ],
    [[`data.dir=${dir}`], { format: "folder", dir, size: { width: 16, height: 12 } }],
    [
      [`data.dir=${mtan}`, "data.classes=19"],
      { format: "mtan", dir: mtan, size: { width: 12, height: 9 }, classes: 19 },
    ],
    [
      [`data.dir=${cityscapes}`, "data.classes=7", "data.depth=metric", "data.width=4"],
      { format: "cityscapes", dir: cityscapes, size: { width: 4, height: 4 }, classes: 7, depth: "metric" },
    ],
    [
      [`data.dir=${dir}`, "data.heldOut=0.25"],
      { format: "folder", dir, size: { width: 16, height: 12 }, heldOut: 0.25 },
    ],
    [[`data.dir=${dir}`, "data.height=6"], { format: "folder", dir, size: { width: 16, height: 6 } }],
  ])("%j: the run's own configuration opens the same data again", async (set, source) => {
    const { dataset, config } = await openDataset(loadConfig({ set }));
    expect(sourceOf(saved(config).data)).toEqual(source);
    const again = await openSource(sourceOf(saved(config).data));
    expect([again.name, again.width, again.height]).toEqual([dataset.name, dataset.width, dataset.height]);
    expect(await again.sample("val", 0)).toEqual(await dataset.sample("val", 0));
  });

  test.each([
    [
      [`data.dir=${dir}`, "data.classes=13"],
      "data.classes: expected none for data of the format folder; got 13. " +
        "Leave it out, or set data.classes=null over a preset's",
    ],
    [
      [`data.dir=${mtan}`, "data.classes=raw"],
      'data.classes: expected one of 7, 13, 19 for data of the format mtan; got "raw"',
    ],
    [
      [`data.dir=${mtan}`, "data.crop=false"],
      "data.crop: expected none for data of the format mtan; got false. " +
        "Leave it out, or set data.crop=null over a preset's",
    ],
  ])("%j: an option that the data do not take is refused", async (set, message) => {
    await expect(openDataset(loadConfig({ set }))).rejects.toThrow(new ConfigError(message));
  });
});
