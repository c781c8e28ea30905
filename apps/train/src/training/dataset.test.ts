import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDataset as openSource } from "@equipoise/datasets";
import { beforeAll, describe, expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import { parseConfig } from "../config/parse.ts";
import { writeDataFolder } from "../testing/data-folder.ts";
import { openDataset, sourceOf } from "./dataset.ts";

const dir = mkdtempSync(join(tmpdir(), "equipoise-data-"));
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
    [[`data.dir=${dir}`, "data.height=6"], { format: "folder", dir, size: { width: 16, height: 6 } }],
  ])("%j: the run's own configuration opens the same data again", async (set, source) => {
    const { dataset, config } = await openDataset(loadConfig({ set }));
    expect(sourceOf(saved(config).data)).toEqual(source);
    const again = await openSource(sourceOf(saved(config).data));
    expect([again.name, again.width, again.height]).toEqual([dataset.name, dataset.width, dataset.height]);
    expect(await again.sample("val", 1)).toEqual(await dataset.sample("val", 1));
  });
});
