import { type Dataset, resizeSample, type Size } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";
import type { SheetRow } from "../pictures/index.ts";
import { sizeOf } from "../training/dataset.ts";
import { predictImage } from "../training/predict-image.ts";

/** What pictures of predictions are made from. */
export interface ShownSource {
  readonly device: Device;
  readonly network: MultiTaskNetwork;
  readonly dataset: Dataset;
  readonly config: Config;
}

/** An image with the truth and the prediction of each task. */
export interface ShownImage {
  /** Fit for the name of a file. */
  readonly name: string;
  /** `[3, H, W]`: sRGB, 0..1. */
  readonly image: Float32Array;
  readonly size: Size;
  readonly rows: readonly SheetRow[];
}

/** The images of a run's pictures, spread evenly over the evaluation split, as the network predicts them now. */
export async function* shownImages(source: ShownSource): AsyncGenerator<ShownImage> {
  const { device, network, dataset, config } = source;
  const { split, pictures } = config.eval;
  const size = sizeOf(config);
  const length = dataset.length(split);
  const count = Math.min(pictures, length);
  for (let i = 0; i < count; i++) {
    const sample = resizeSample(await dataset.sample(split, Math.floor((i * length) / count)), size);
    const outputs = await predictImage(device, network, sample.image, size);
    const rows = dataset.tasks.map(({ name }) => ({
      truth: sample.targets[name]!,
      prediction: outputs[name]!,
    }));
    yield { name: sample.name.replaceAll("/", "-"), image: sample.image, size, rows };
  }
}
