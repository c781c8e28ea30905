import { createLoader } from "@equipoise/datasets";
import { ConfigError } from "../config/config-error.ts";
import { sizeOf, sourceOf, workersOf } from "../training/dataset.ts";
import { evaluate } from "../training/evaluate.ts";
import { openSavedRun } from "./saved-run.ts";
import { summary } from "./summary.ts";
import { typedPath } from "./typed-path.ts";
import { openWholeImages } from "./whole-images.ts";

/** Options of `eval`, as typed. */
export interface EvalOptions {
  readonly data?: string;
  readonly split?: string;
}

/** Prints losses and metrics of a saved run over a split. */
export async function evaluateRun(path: string | undefined, options: EvalOptions): Promise<void> {
  const { folder, config, device, network, tasks } = await openSavedRun(path);
  // Of other data nothing was trained on.
  const other = options.data && ({ dir: typedPath(options.data), format: "auto", heldOut: 0 } as const);
  const { dataset, config: opened } = await openWholeImages(
    { ...config, data: { ...config.data, ...other } },
    other ? null : folder.broken,
  );
  if (JSON.stringify(dataset.tasks) !== JSON.stringify(tasks))
    throw new ConfigError(
      `${dataset.name}: expected the tasks that the run was trained for, ${tasks.map(describe).join(", ")}; ` +
        `got ${dataset.tasks.map(describe).join(", ")}`,
    );
  const split = options.split ?? config.eval.split;
  const { batchSize } = config.eval;
  const loader = createLoader(dataset, sourceOf(opened.data), workersOf(config));
  const size = sizeOf(config);
  const result = await evaluate({ device, network, dataset, loader, split, batchSize, size }).finally(() =>
    loader.close(),
  );
  process.stdout.write(`${summary([{ event: "eval", epoch: config.train.epochs, split, ...result }])}\n`);
  device.destroy();
}

const describe = ({ name, kind, channels }: { name: string; kind: string; channels: number }): string =>
  `${name} (${kind}, ${channels} channels)`;
