import { ConfigError } from "./config-error.ts";
import { didYouMean } from "./nearest.ts";
import type { ConfigInput } from "./schema.ts";

/** Fields that belong together, under a name. */
export interface Preset {
  readonly name: string;
  readonly description: string;
  readonly fields: ConfigInput;
  /** Without a folder of data its fields have no use. */
  readonly needsData: boolean;
}

/** The training that papers report results of: LibMTL's, for a ResNet-50 with one DeepLab head for each task. */
const protocol = {
  model: { name: "resnet-deeplab", encoder: "resnet50", outputStride: 8 },
  optimizer: { name: "adam", lr: 1e-4, weightDecay: 1e-5 },
  schedule: { name: "step", warmupSteps: 0, stepEpochs: 100, gamma: 0.5 },
} as const satisfies ConfigInput;

/** Starting points, in order of size. */
export const PRESETS: readonly Preset[] = [
  {
    name: "tiny",
    description: "The quick start: a minute on two CPU cores. The same as no preset.",
    fields: {},
    needsData: false,
  },
  {
    name: "small",
    description: "Some hundred images of about 128x96: twenty minutes on two CPU cores.",
    fields: {
      model: { size: "small" },
      train: { logEvery: 20 },
      augment: { scaleCrop: true },
      optimizer: { lr: 4e-3 },
      schedule: { warmupSteps: 50 },
    },
    needsData: false,
  },
  {
    name: "nyuv2-resnet50",
    description: "The protocol of papers on NYU Depth v2: 288x384, batches of 8, 200 epochs. For a GPU.",
    fields: {
      ...protocol,
      data: { width: 384, height: 288 },
      train: { epochs: 200, batchSize: 8, logEvery: 20 },
      augment: { flip: true, scaleCrop: true },
      eval: { every: 10, batchSize: 8 },
    },
    needsData: true,
  },
  {
    name: "cityscapes-resnet50",
    description:
      "The protocol of papers on Cityscapes: 7 classes, 128x256, batches of 64, 200 epochs. For a GPU.",
    fields: {
      ...protocol,
      data: { width: 256, height: 128, classes: 7 },
      train: { epochs: 200, batchSize: 64, logEvery: 10 },
      augment: { flip: true, scaleCrop: true },
      eval: { every: 10, batchSize: 32 },
    },
    needsData: true,
  },
];

/** The preset of a name. @throws {ConfigError} if there is none; it suggests the nearest. */
export function presetNamed(name: unknown, source: string): Preset {
  const preset = PRESETS.find((one) => one.name === name);
  if (preset) return preset;
  const names = PRESETS.map((one) => one.name);
  const near = typeof name === "string" ? didYouMean(name, names) : "";
  throw new ConfigError(
    `${source}: expected the name of a preset; got ${JSON.stringify(name)}.${near || ` There are ${names.join(", ")}`}`,
  );
}
