import { existsSync, rmSync } from "node:fs";
import type { Dataset } from "@equipoise/datasets";
import { DeviceError } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";
import type { RunEvent } from "../events.ts";
import { createProgress } from "../progress.ts";
import { writeReport } from "../report/index.ts";
import { CheckpointFolder } from "../run/checkpoint-folder.ts";
import { drawEpoch } from "../run/draw-epoch.ts";
import { drawPredictions } from "../run/draw-predictions.ts";
import { saveModel } from "../run/model-file.ts";
import type { RunFolder } from "../run/run-folder.ts";
import { RunLog } from "../run/run-log.ts";
import { parameterCount } from "../training/network.ts";
import { loadPretrained } from "../training/pretrained.ts";
import { run } from "../training/run.ts";
import { checkSameRun } from "./check-same-run.ts";
import { Interruption } from "./interruption.ts";
import { type Machine, openMachine } from "./machine.ts";
import { type StopRequest, stopOnSignals } from "./stop-signals.ts";
import { summary } from "./summary.ts";
import { typedCommand } from "./typed-command.ts";

/** A run that can be trained: its folder, which nobody else works on, and what it is to do. */
export interface ReadyRun {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly dataset: Dataset;
}

const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Trains a run from its latest checkpoint, or the beginning, to its end, and leaves weights, pictures and report. A
 * device that is lost is opened again, once.
 *
 * @throws {Interruption} if a signal stopped it; its checkpoint is written then.
 */
export async function trainRun(ready: ReadyRun, machine: Machine): Promise<void> {
  const { config, dataset } = ready;
  const stop = stopOnSignals(say);
  let { device } = machine;
  try {
    await trainOn(ready, machine, stop);
  } catch (error) {
    if (!(error instanceof DeviceError && error.reason === "lost")) throw error;
    say(`${error.message}: once more from the latest checkpoint`);
    device.destroy();
    const another = await openMachine(config, dataset);
    device = another.device;
    await trainOn(ready, another, stop);
  } finally {
    stop.release();
    device.destroy();
  }
}

async function trainOn({ folder, config, dataset }: ReadyRun, machine: Machine, stop: StopRequest) {
  const { device, reason, network } = machine;
  say(`adapter: ${reason}`);
  say(
    `${dataset.name}: ${dataset.length("train")} images of ${config.data.width}x${config.data.height}, ` +
      `${dataset.tasks.map(({ name }) => name).join(", ")}; ${parameterCount(network)} parameters`,
  );
  for (const note of dataset.notes ?? []) say(`${dataset.name}: ${note}`);
  const checkpoints = new CheckpointFolder(folder.checkpoints);
  const from = checkpoints.latest(say);
  const weights = from ? null : loadPretrained(network, config);
  if (weights) say(weights);
  if (from === null && existsSync(folder.events))
    say("no checkpoint to go on from: once more from the beginning");
  const log = new RunLog(folder, from);
  const progress = createProgress(process.stdout, config.train);
  const onEvent = (event: RunEvent) => {
    log.add(event);
    progress.event(event);
  };
  const shown = { device, network, dataset, config, folder: folder.predictions };
  let at = from?.position.step ?? 0;
  let steps = 0;
  try {
    if (from) {
      checkSameRun(log.events, config, dataset, device, say);
      say(`going on after step ${at}`);
    }
    const outcome = await run({
      config,
      dataset,
      device,
      network,
      from,
      onEvent,
      onStep: (step, of, weights) => {
        steps = of;
        progress.step(step, of, weights);
      },
      onEvaluated: ({ epoch, step }) =>
        drawEpoch({ ...shown, epoch, onPicture: (tag, picture) => log.addImage(step, tag, picture) }),
      onMoment: (moment) => {
        checkpoints.save({ ...moment, logBytes: log.sync() });
        at = moment.position.step;
      },
      signal: stop.signal,
    });
    if (outcome === "stopped") {
      const made = steps ? `step ${at} of ${steps}` : `step ${at}`;
      throw new Interruption(
        stop.received!,
        `stopped by ${stop.received} after ${made}. Go on with: ${typedCommand("resume", folder.path)}`,
      );
    }
  } finally {
    progress.stop();
    log.close();
  }
  // One that was asked for in between would make a run look ended that is killed before its own.
  rmSync(folder.report, { force: true });
  await saveModel(folder.model, network, dataset.tasks);
  await drawPredictions(shown);
  writeReport(folder.path);
  say(`${summary(log.events)}\nreport: ${folder.report}`);
}
