import { capture, type Device } from "@equipoise/tensor";
import type { TrainingStep } from "./training-step.ts";

/** How a step is run: recorded anew each time, or once and then replayed. */
export type Mode = "eager" | "captured";

/** Makes a step's network on a device, and what runs one step and hands it to the GPU. */
export async function runnerOf(step: TrainingStep, device: Device, mode: Mode): Promise<() => void> {
  const body = step.make(device);
  if (mode === "captured") {
    const captured = await capture(device, body);
    return () => captured.run();
  }
  return () => {
    body();
    device.flush();
  };
}
