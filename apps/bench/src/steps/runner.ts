import { type CaptureStats, capture, type Device } from "@equipoise/tensor";
import type { TrainingStep } from "./training-step.ts";

/** How a step is run: recorded anew each time, or once and then replayed. */
export type Mode = "eager" | "captured";

export interface Runner {
  /** Runs one step and hands it to the GPU. */
  readonly run: () => void;
  /** What the step's recording takes; `null` of an eager one. */
  readonly stats: CaptureStats | null;
}

/** Makes a step's network on a device, and what runs it. */
export async function runnerOf(step: TrainingStep, device: Device, mode: Mode): Promise<Runner> {
  const body = step.make(device);
  if (mode === "captured") {
    const captured = await capture(device, body);
    return { run: () => captured.run(), stats: captured.stats };
  }
  const run = () => {
    body();
    device.flush();
  };
  return { run, stats: null };
}
