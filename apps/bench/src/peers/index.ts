import type { AdapterChoice } from "@equipoise/tensor/node";
import { measuringDevice } from "../measuring-device.ts";

/** Options of `peers`, as typed. */
export interface PeersOptions {
  readonly adapter: AdapterChoice;
}

/** Measures the same work in other libraries, on the same adapter. */
export async function peers({ adapter }: PeersOptions): Promise<void> {
  const { device, reason } = await measuringDevice(adapter);
  process.stdout.write(`adapter: ${reason}\n`);
  device.destroy();
}
