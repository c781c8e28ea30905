import { type Dataset, heldOutSplit } from "@equipoise/datasets";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/schema.ts";

/** What a run evaluates: the split that its results are of, then what it holds out of its training. */
export const evaluatedSplits = ({ eval: { split }, data: { heldOut } }: Config): string[] => [
  ...new Set([split, ...(heldOut > 0 ? [heldOutSplit] : [])]),
];

/** @throws {ConfigError} if what is held out leaves no batch of images to train on, or has no image that is whole. */
export function checkHeldOut({ data: { heldOut }, train: { batchSize } }: Config, dataset: Dataset): void {
  if (heldOut === 0) return;
  const [left, held] = [dataset.length("train"), dataset.length(heldOutSplit)];
  const all = left + held;
  if (held === 0)
    throw new ConfigError(
      `data.heldOut: expected to hold out an image of train that is not broken; got none of ${all}. Raise it`,
    );
  if (left < batchSize && batchSize <= all)
    throw new ConfigError(
      `data.heldOut: expected to leave a batch of ${batchSize} images of train; got ${left} of ${all}. ` +
        "Lower it, or train.batchSize",
    );
}
