import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Batch, checkDataset, type Dataset } from "@equipoise/datasets";
import { ConfigError } from "../config/config-error.ts";
import { type ConfigOptions, loadConfig } from "../config/load.ts";
import { countingBar } from "../counting-bar.ts";
import { reportText } from "../data-check/report.ts";
import { reportJson } from "../data-check/report-json.ts";
import { shownIndexes } from "../data-check/shown-indexes.ts";
import { ContactSheet } from "../pictures/index.ts";
import { makeFolder } from "../run/make-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import { openDataset, sourceOf, workersOf } from "../training/dataset.ts";
import { typedFolder, typedPath } from "./typed-path.ts";

/** Options of `data check`, as typed. */
export interface DataCheckOptions extends Pick<ConfigOptions, "preset" | "config" | "set"> {
  readonly json?: boolean;
  readonly out: string;
}

/** Images on the contact sheet, about. */
const images = 16;

/** Reads all data once, and prints what they hold, and all files that cannot be used; exit code 1 if there are any. */
export async function dataCheck(dir: string | undefined, options: DataCheckOptions): Promise<void> {
  const { json, out, ...asked } = options;
  const path = typedPath(out);
  if (existsSync(path) && statSync(path).isDirectory())
    throw new ConfigError(
      `${path}: expected a file for the contact sheet; got a folder. Name a file with --out`,
    );
  const { dataset, config } = await openDataset(
    loadConfig({ ...asked, ...(dir !== undefined && { data: dir }) }, typedFolder()),
  );
  const sheet = new ContactSheet(dataset);
  const bar = countingBar("images");
  const checks = await checkDataset(dataset, sourceOf(config.data), {
    ...workersOf(config),
    onSample: bar.onDone,
    onWhole: addShown(dataset, sheet),
  }).finally(bar.stop);
  const drawn = sheet.images > 0 ? path : null;
  if (drawn !== null) {
    makeFolder(dirname(path));
    writeWhole(path, await sheet.png());
  }
  if (json) process.stdout.write(reportJson(dataset, checks, { contactSheet: drawn }));
  else {
    process.stdout.write(reportText(dataset, checks));
    const columns = dataset.tasks.map(({ name }) => name).join(", ");
    if (drawn !== null) process.stdout.write(`\n${path}: ${sheet.images} images, each with ${columns}\n`);
  }
  if (checks.some(({ broken }) => broken.length > 0)) process.exitCode = 1;
}

/** Adds the images that are to be shown to a sheet; in the place of a broken one the next that is whole. */
function addShown(dataset: Dataset, sheet: ContactSheet) {
  const shown = shownIndexes(dataset, images);
  return async (split: string, index: number, { image, targets }: Batch): Promise<void> => {
    const [next = Number.POSITIVE_INFINITY] = shown.get(split) ?? [];
    if (index < next) return;
    shown.get(split)!.shift();
    await sheet.add(
      image,
      dataset.tasks.map(({ name }) => targets[name]!),
    );
  };
}
