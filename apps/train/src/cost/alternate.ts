import type { Batch } from "@equipoise/datasets";
import type { Device } from "@equipoise/tensor";
import type { Trainer } from "../training/trainer.ts";

/** A way to train that is to be timed. */
export interface Contender {
  readonly name: string;
  readonly trainer: Trainer;
}

/** Milliseconds of a step by the clock, and of all processor cores together. */
export interface StepTime {
  readonly clock: number;
  readonly processor: number;
}

export interface AlternateOptions {
  readonly device: Device;
  /** A round trains on all of them, which are one period of the balancer. */
  readonly batches: readonly Batch[];
  readonly rounds: number;
  readonly lr: number;
  /** Called after each round with how many are done, of how many. */
  readonly onRound?: (done: number, rounds: number) => void;
}

/**
 * Times contenders in turns, so that whatever else a machine is busy with falls on all alike: in each round each of them
 * trains for one period, begun by another one in each round. A first round is not counted.
 *
 * @returns by contender, the mean step of each round
 */
export async function alternate(
  contenders: readonly Contender[],
  { device, batches, rounds, lr, onRound }: AlternateOptions,
): Promise<readonly (readonly StepTime[])[]> {
  const times: StepTime[][] = contenders.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const at = (turn + round) % contenders.length;
      const time = await period(contenders[at]!.trainer, device, batches, lr);
      if (round > 0) times[at]!.push(time);
    }
    if (round > 0) onRound?.(round, rounds);
  }
  return times;
}

/** Trains for a period, one step ahead of the device as a run is. */
async function period(
  trainer: Trainer,
  device: Device,
  batches: readonly Batch[],
  lr: number,
): Promise<StepTime> {
  const before = { clock: performance.now(), processor: process.cpuUsage() };
  let inFlight: Promise<void> = Promise.resolve();
  for (const batch of batches) {
    await inFlight;
    await trainer.step(batch, lr);
    inFlight = device.synchronize();
  }
  await inFlight;
  await trainer.endPeriod();
  const { user, system } = process.cpuUsage(before.processor);
  const steps = batches.length;
  return { clock: (performance.now() - before.clock) / steps, processor: (user + system) / 1000 / steps };
}
