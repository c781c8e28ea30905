import type { Device } from "@equipoise/tensor";
import { openDevice } from "@equipoise/tensor/node";

let opened: Promise<Device> | undefined;

/** One device for all tests of a file: `EQUIPOISE_ADAPTER` says on which adapter. */
export const testDevice = (): Promise<Device> => (opened ??= openDevice().then(({ device }) => device));
