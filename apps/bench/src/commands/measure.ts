import type { AdapterChoice } from "@equipoise/tensor/node";
import { measuringDevice } from "../measuring-device.ts";

/** Options of the command, as typed. */
export interface MeasureOptions {
  readonly adapter: AdapterChoice;
}

/** Measures every op and training step on one adapter. */
export async function measure({ adapter }: MeasureOptions): Promise<void> {
  const { device, reason } = await measuringDevice(adapter);
  process.stdout.write(`adapter: ${reason}\n`);
  device.destroy();
}
