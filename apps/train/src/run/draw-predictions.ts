import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Dataset, resizeSample } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";
import { sheet } from "../pictures/index.ts";
import { sizeOf } from "../training/dataset.ts";
import { predictImage } from "../training/predict-image.ts";
import { writeWhole } from "./run-folder.ts";

export interface DrawOptions {
  readonly device: Device;
  readonly network: MultiTaskNetwork;
  readonly dataset: Dataset;
  readonly config: Config;
  /** Folder for the pictures. */
  readonly folder: string;
}

/** Draws input, truth and prediction of images spread evenly over the evaluation split, one PNG for each. */
export async function drawPredictions({
  device,
  network,
  dataset,
  config,
  folder,
}: DrawOptions): Promise<void> {
  const { split, pictures } = config.eval;
  const size = sizeOf(config);
  const count = Math.min(pictures, dataset.length(split));
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) {
    const sample = resizeSample(
      await dataset.sample(split, Math.floor((i * dataset.length(split)) / count)),
      size,
    );
    const outputs = await predictImage(device, network, sample.image, size);
    const rows = dataset.tasks.map(({ name }) => ({
      truth: sample.targets[name]!,
      prediction: outputs[name]!,
    }));
    writeWhole(
      join(folder, `${sample.name.replaceAll("/", "-")}.png`),
      await sheet(sample.image, size, rows),
    );
  }
}
