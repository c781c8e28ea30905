import { type Batch, type Dataset, imagenet, batches as inBatches } from "@equipoise/datasets";
import { openDevice } from "@equipoise/tensor/node";
import { createMethod } from "../balancing/create-method.ts";
import { checkConfigs } from "../config/check.ts";
import { assignmentsAsked, type ConfigOptions, resolveAssignments } from "../config/load.ts";
import type { Config } from "../config/schema.ts";
import { alternate, type Contender } from "../cost/alternate.ts";
import { costTable } from "../cost/cost-table.ts";
import { countingBar } from "../counting-bar.ts";
import { textTable } from "../text-table.ts";
import { checkPerTask } from "../training/check-per-task.ts";
import { sizeOf } from "../training/dataset.ts";
import { createNetwork } from "../training/network.ts";
import { createOptimizer } from "../training/optimizer.ts";
import { checkPrecision } from "../training/precision.ts";
import { Trainer } from "../training/trainer.ts";
import { typedFolder } from "./typed-path.ts";
import { openWholeImages } from "./whole-images.ts";

/** Options of `cost`, as typed. */
export interface CostOptions
  extends Pick<ConfigOptions, "preset" | "config" | "set" | "data" | "skipBroken"> {
  readonly rounds: number;
  readonly steps: number;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Times a step of each balancer in turns with that of equal weights, which stands twice: the second tells the noise. */
export async function cost(
  names: readonly string[],
  { rounds, steps, ...asked }: CostOptions,
): Promise<void> {
  const given = assignmentsAsked(asked, typedFolder());
  const resolved = ["equal", ...names, "equal"].map((value) =>
    resolveAssignments([...given, { path: ["balancer", "name"], value, source: `cost ${value}` }]),
  );
  checkConfigs(resolved);
  const configs = resolved.map(({ config }) => config);
  const { dataset, config } = await openWholeImages(configs[0]!, null);
  const tasks = dataset.tasks.map(({ name }) => name);
  for (const each of configs) checkPerTask(each, tasks);
  const { device, reason } = await openDevice();
  try {
    checkPrecision(device, config.train.precision);
    const contenders = configs.map(({ balancer }, i): Contender => {
      const network = createNetwork(device, config, dataset.tasks);
      const method = createMethod(balancer, { inRun: rounds + 1, inEpoch: 1 }, config.train.seed);
      const { precision, onNan, lossFactors } = config.train;
      const optimizer = createOptimizer(config.optimizer, network);
      const trainer = new Trainer(device, network, dataset.tasks, optimizer, {
        method,
        lossFactors: lossFactors ?? {},
        precision,
        onNan,
      });
      return { name: i === configs.length - 1 ? "equal, again" : balancer.name, trainer };
    });
    say(`adapter: ${reason}`);
    say(`${dataset.name}, batches of ${config.train.batchSize}, ${rounds} rounds of ${steps} steps`);
    const bar = countingBar("rounds");
    const times = await alternate(contenders, {
      device,
      batches: await firstBatches(dataset, config, steps),
      rounds,
      lr: config.optimizer.lr,
      onRound: bar.onDone,
    }).finally(bar.stop);
    const rows = costTable(
      contenders.map(({ name }) => name),
      times,
    );
    say(["", ...textTable(rows, { numbers: true })].join("\n"));
  } finally {
    device.destroy();
  }
}

async function firstBatches(dataset: Dataset, config: Config, count: number): Promise<Batch[]> {
  const { batchSize, seed } = config.train;
  const options = { batchSize, seed, shuffle: true, dropLast: true, epochs: count, size: sizeOf(config) };
  const made: Batch[] = [];
  for await (const batch of inBatches(dataset, "train", { ...options, standardise: imagenet })) {
    made.push(batch);
    if (made.length === count) break;
  }
  return made;
}
