import { Adam, DeepLab, Init, type ResNetDepth } from "@equipoise/nn";
import { descent } from "./descent.ts";
import { type BatchSize, nameOfBatch, tasks, threeTasks } from "./three-tasks.ts";
import type { TrainingStep } from "./training-step.ts";

/** The network of published results on NYUv2: a residual encoder of output stride 8, a DeepLabv3 head for each task. */
export const deepLab = (depth: ResNetDepth, batch: BatchSize): TrainingStep => ({
  network: `DeepLab, ResNet-${depth}`,
  case: nameOfBatch(batch),
  large: true,
  make(device) {
    const network = new DeepLab(new Init(device, 0), { depth, tasks });
    const loss = threeTasks(device, batch);
    return descent(
      network,
      (trained) => new Adam(trained),
      () => loss(network),
    );
  },
});
