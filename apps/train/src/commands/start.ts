import { join } from "node:path";
import { openDevice } from "@equipoise/tensor/node";
import { type ConfigOptions, loadConfig } from "../config/load.ts";
import type { RunEvent } from "../events.ts";
import { createProgress } from "../progress.ts";
import { writeReport } from "../report/index.ts";
import { drawEpoch } from "../run/draw-epoch.ts";
import { drawPredictions } from "../run/draw-predictions.ts";
import { EventLog } from "../run/event-log.ts";
import { saveModel } from "../run/model-file.ts";
import { checkFree, createRunFolder } from "../run/run-folder.ts";
import { TensorBoardLog } from "../tensorboard/index.ts";
import { openDataset } from "../training/dataset.ts";
import { createNetwork, parameterCount } from "../training/network.ts";
import { checkPrecision } from "../training/precision.ts";
import { loadPretrained } from "../training/pretrained.ts";
import { run } from "../training/run.ts";
import { summary } from "./summary.ts";
import { typedFolder, typedPath } from "./typed-path.ts";

/** Options of `start`, as typed. */
export interface StartOptions extends ConfigOptions {
  readonly out?: string;
}

/** Trains a network and leaves a run folder with its log, weights, pictures and report. */
export async function start(options: StartOptions): Promise<void> {
  const asked = loadConfig(options, typedFolder());
  if (options.out) checkFree(typedPath(options.out));
  const { dataset, config } = await openDataset(asked);
  const { device, reason } = await openDevice();
  checkPrecision(device, config.train.precision);
  const network = createNetwork(device, config, dataset.tasks);
  const weights = loadPretrained(network, config);

  const out = typedPath(options.out ?? join("runs", runName(dataset.name, config.balancer.name)));
  const { folder, discard } = createRunFolder(out, config);
  const log = new EventLog(folder.events);
  const board = new TensorBoardLog(folder.path);
  const progress = createProgress(process.stdout, config.train.batchSize);
  process.stdout.write(`adapter: ${reason}\n`);
  process.stdout.write(
    `${dataset.name}: ${dataset.length("train")} images of ${config.data.width}x${config.data.height}, ` +
      `${dataset.tasks.map(({ name }) => name).join(", ")}; ${parameterCount(network)} parameters\n`,
  );
  if (weights) process.stdout.write(`${weights}\n`);
  for (const note of dataset.notes ?? []) process.stdout.write(`${dataset.name}: ${note}\n`);
  const shown = { device, network, dataset, config, folder: folder.predictions };
  const events: RunEvent[] = [];
  const onEvent = (event: RunEvent) => {
    events.push(event);
    log.add(event);
    board.add(event);
    progress.event(event);
  };
  try {
    await run({
      config,
      dataset,
      device,
      network,
      onEvent,
      onStep: (...at) => progress.step(...at),
      onEvaluated: ({ epoch, step }) =>
        drawEpoch({ ...shown, epoch, onPicture: (tag, picture) => board.addImage(step, tag, picture) }),
    });
  } finally {
    progress.stop();
    log.close();
    board.close();
    if (!events.some(showsTraining)) discard();
  }
  await saveModel(folder.model, network, dataset.tasks);
  await drawPredictions(shown);
  writeReport(folder.path);
  process.stdout.write(`${summary(events)}\nreport: ${folder.report}\n`);
  device.destroy();
}

/** Whether an event is of interest even if the run fails after it. */
const showsTraining = ({ event }: RunEvent): boolean => ["step", "period", "end"].includes(event);

/** A name that no earlier run has, in order of time. */
function runName(dataset: string, balancer: string): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return `${time}-${dataset}-${balancer}`;
}
