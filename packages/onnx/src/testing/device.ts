import type { Device } from "@equipoise/tensor";
import { openDevice } from "@equipoise/tensor/node";

let device: Promise<Device> | undefined;

/** One device for all test files of a process: `EQUIPOISE_ADAPTER` says on which adapter. */
export const testDevice = (): Promise<Device> => (device ??= openDevice().then((opened) => opened.device));
