import type { Device } from "@equipoise/tensor";
import { GpuClock } from "./gpu-clock.ts";
import { WallClock } from "./wall-clock.ts";

/** Work to be measured: records its launches on the device, and waits for nothing. */
export type Work = () => void;

/** Measures work on a device. */
export interface Clock {
  /** Milliseconds that a measurement should last at least, to be worth its own cost. */
  readonly leastMs: number;
  /** Does each of the works once, in this order, and gives the milliseconds that each took. */
  round(works: readonly Work[]): Promise<number[]>;
}

/** The GPU's own clock, or the host's where the adapter has none. */
export const clockOf = (device: Device): Clock =>
  device.profile.timestamps ? new GpuClock(device) : new WallClock([device]);
