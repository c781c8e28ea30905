import type { Device } from "../device/device.ts";
import { openDevice } from "../node/open-device.ts";

declare global {
  var equipoiseTestDevice: Promise<Device> | undefined;
}

/** One device for all test files of a process: `EQUIPOISE_ADAPTER` says on which adapter. */
export const testDevice = (): Promise<Device> =>
  (globalThis.equipoiseTestDevice ??= openDevice().then(({ device }) => device));
