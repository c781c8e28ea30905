import { type Dataset, imagenet, type Loader, type Size } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import { type Device, noGrad, scope, type Tensor } from "@equipoise/tensor";
import { accumulatorFor, type ConfusionCounts } from "../metrics/index.ts";
import { BatchTensors } from "./batch-tensors.ts";
import { taskLoss } from "./task-loss.ts";

export interface Evaluation {
  /** By task: mean loss over all labelled pixels of the split; `null` where there is none. */
  readonly losses: Readonly<Record<string, number | null>>;
  readonly metrics: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  /** By task with classes. */
  readonly confusion: Readonly<Record<string, ConfusionCounts>>;
}

export interface EvaluateOptions {
  readonly device: Device;
  readonly network: MultiTaskNetwork;
  readonly dataset: Dataset;
  /** Of the data set. */
  readonly loader: Loader;
  readonly split: string;
  readonly batchSize: number;
  readonly size: Size;
  /** Ends it between two batches, by its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Losses and metrics of a network over a whole split, in the network's evaluation mode. */
export async function evaluate(options: EvaluateOptions): Promise<Evaluation> {
  const { device, network, dataset, loader, split, batchSize, size, signal } = options;
  const { tasks } = dataset;
  const totals = tasks.map((task) => ({ task, metric: accumulatorFor(task), loss: 0, pixels: 0 }));
  for await (const batch of loader.batches(split, { batchSize, size, standardise: imagenet })) {
    using tensors = new BatchTensors(device, tasks, batch);
    tensors.load(batch);
    const results = scope(() =>
      noGrad(() => {
        const outputs = network.forward(tensors.image, "eval");
        return tasks.map(
          ({ name }) => [outputs[name]!, taskLoss(outputs[name]!, tensors.targets[name]!)] as const,
        );
      }),
    );
    for (const [k, total] of totals.entries()) {
      const { name } = total.task;
      const [prediction, loss] = results[k] as readonly [Tensor, Tensor];
      total.metric.add((await prediction.read()) as Float32Array, batch.targets[name]!, batch.size);
      const pixels = batch.labelled[name]!;
      if (pixels > 0) total.loss += (await loss.item()) * pixels;
      total.pixels += pixels;
    }
    for (const tensor of results.flat()) tensor.dispose();
    signal?.throwIfAborted();
  }
  return {
    losses: Object.fromEntries(
      totals.map(({ task, loss, pixels }) => [task.name, pixels ? loss / pixels : null]),
    ),
    metrics: Object.fromEntries(totals.map(({ task, metric }) => [task.name, metric.result()])),
    confusion: Object.fromEntries(
      totals.flatMap(({ task, metric }) => {
        const counts = metric.confusion?.();
        return counts ? [[task.name, counts]] : [];
      }),
    ),
  };
}
