import type { Dataset } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import { openDevice } from "@equipoise/tensor/node";
import type { Config } from "../config/schema.ts";
import { createNetwork } from "../training/network.ts";
import { checkPrecision } from "../training/precision.ts";

/** A device with the network of a run on it. */
export interface Machine {
  readonly device: Device;
  /** Which adapter it is, and why. */
  readonly reason: string;
  readonly network: MultiTaskNetwork;
}

/** @throws {DeviceError} if there is no adapter that can do what the configuration asks for. */
export async function openMachine(config: Config, { tasks }: Dataset): Promise<Machine> {
  const { device, reason } = await openDevice();
  checkPrecision(device, config.train.precision);
  return { device, reason, network: createNetwork(device, config, tasks) };
}
