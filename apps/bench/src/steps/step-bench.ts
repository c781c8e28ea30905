import type { Device } from "@equipoise/tensor";
import type { AdapterChoice } from "@equipoise/tensor/node";
import type { Bench, StepFacts } from "../bench.ts";
import { timingOf } from "../clock/timing.ts";
import { WallClock } from "../clock/wall-clock.ts";
import { measuringDevice, nullDevice } from "../measuring-device.ts";
import { type Mode, runnerOf } from "./runner.ts";
import type { TrainingStep } from "./training-step.ts";

const modes: readonly Mode[] = ["eager", "captured"];

/** Steps after which memory, pipelines and bind groups stand. */
const WARM_UP = 3;
/** Steps over which the host's time is taken. */
const HOST_STEPS = 20;

/** A training step, eager and captured, each on a device of its own, so that its memory is its own. */
export function stepBench(step: TrainingStep, adapter: AdapterChoice): Bench {
  return {
    kind: "step",
    labels: modes.map((pass) => ({ op: step.network, case: step.case, pass, dtype: "f32" })),
    async open(rows) {
      const runs: Awaited<ReturnType<typeof start>>[] = [];
      for (const row of rows) runs.push(await start(step, adapter, modes[row]!));
      const devices = runs.map(({ device }) => device);
      return {
        clock: new WallClock(devices),
        works: runs.map(({ work }) => work),
        facts: runs.map(({ facts }) => facts),
        close() {
          for (const device of devices) device.destroy();
        },
      };
    },
  };
}

async function start(step: TrainingStep, adapter: AdapterChoice, mode: Mode) {
  const { device } = await measuringDevice(adapter);
  const began = performance.now();
  const { run: work, stats } = await runnerOf(step, device, mode);
  work();
  await device.synchronize();
  const firstMs = performance.now() - began;
  for (let i = 1; i < WARM_UP; i++) work();
  const facts: StepFacts = {
    kind: "step",
    firstMs,
    hostMs: step.large ? null : await hostMs(step, device, mode),
    ...(await countsOf(device, work)),
    overLeast: stats && stats.bytes / stats.leastBytes - 1,
  };
  return { device, work, facts };
}

async function countsOf(device: Device, work: () => void) {
  const before = device.stats;
  work();
  await device.synchronize();
  const { dispatches, submits, peakBytes } = device.stats;
  return { dispatches: dispatches - before.dispatches, submits: submits - before.submits, peakBytes };
}

/** Median time of the host's part, with the kernels of the adapter but nothing that runs them. */
async function hostMs(step: TrainingStep, { profile }: Device, mode: Mode): Promise<number> {
  const device = await nullDevice(profile);
  const { run: work } = await runnerOf(step, device, mode);
  const samples: number[] = [];
  for (let i = -WARM_UP; i < HOST_STEPS; i++) {
    const start = performance.now();
    work();
    if (i >= 0) samples.push(performance.now() - start);
    await device.synchronize();
  }
  device.destroy();
  return timingOf(samples).ms;
}
