import { checkDataset, type Dataset, withoutSamples } from "@equipoise/datasets";
import type { Config } from "../config/schema.ts";
import { countingBar } from "../counting-bar.ts";
import { type BrokenList, leftOutBy, listBroken, readBrokenList } from "../run/broken-list.ts";
import { openDataset, sourceOf, workersOf } from "../training/dataset.ts";

/** Opened data, without the images that a configuration leaves out. */
export interface WholeImages {
  readonly dataset: Dataset;
  /** Complete; see `openDataset`. */
  readonly config: Config;
  /** What is left out; `null` where nothing is to be. */
  readonly broken: BrokenList | null;
}

/**
 * The data of a configuration; where it says `data.skipBroken`, without the images whose files are broken. Those are
 * known before a step is trained, from a list or by reading everything once, so that order and batches follow from the
 * others alone.
 *
 * @param file list of a run, which holds if it is there
 * @throws {DataError} if the data cannot be opened.
 * @throws {ConfigError} if the list is one of other data.
 */
export async function openWholeImages(asked: Config, file: string | null): Promise<WholeImages> {
  const { dataset, config } = await openDataset(asked);
  if (!config.data.skipBroken) return { dataset, config, broken: null };
  const known = file === null ? null : readBrokenList(file, dataset);
  const broken = known ?? (await findBroken(config, dataset));
  for (const line of leftOutText(dataset.name, broken)) process.stdout.write(`${line}\n`);
  return { dataset: withoutSamples(dataset, leftOutBy(broken)), config, broken };
}

async function findBroken(config: Config, dataset: Dataset): Promise<BrokenList> {
  const bar = countingBar("images");
  const { onDone: onSample } = bar;
  return listBroken(
    await checkDataset(dataset, sourceOf(config.data), { ...workersOf(config), onSample }).finally(bar.stop),
  );
}

/** Of many files so many are named; the list has all. */
const most = 5;

function leftOutText(name: string, list: BrokenList): string[] {
  const counts = Object.entries(list).map(
    ([split, { images, broken }]) => `${broken.length} of ${images} images of ${split}`,
  );
  const errors = Object.values(list).flatMap(({ broken }) => broken.flatMap((one) => one.errors));
  return [
    `${name}: left out, as their files are broken: ${counts.join(", ")}`,
    ...errors.slice(0, most).map((error) => `  ${error}`),
    ...(errors.length > most ? [`  and ${errors.length - most} more`] : []),
  ];
}
