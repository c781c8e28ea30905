import type { Device } from "@equipoise/tensor";
import type { AdapterChoice } from "@equipoise/tensor/node";
import { measuringDevice } from "../measuring-device.ts";

let opened: Promise<Device> | undefined;

/** The adapter that tests run on: `EQUIPOISE_ADAPTER`, or the first that there is. */
export const testAdapter = (process.env["EQUIPOISE_ADAPTER"] ?? "auto") as AdapterChoice;

/** One device for all tests of a file. */
export const testDevice = (): Promise<Device> =>
  (opened ??= measuringDevice(testAdapter).then(({ device }) => device));
