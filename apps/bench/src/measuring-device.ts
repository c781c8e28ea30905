import { type AdapterProfile, Device } from "@equipoise/tensor";
import { type AdapterChoice, type OpenedDevice, openDevice } from "@equipoise/tensor/node";
import { cold } from "./cold.ts";

/**
 * A device whose timestamps are those of the adapter, not rounded to the 65.536 µs that a web page may see, and whose
 * driver compiles every kernel anew: else a first step would be fast because of an earlier run.
 */
export function measuringDevice(adapter: AdapterChoice): Promise<OpenedDevice> {
  Object.assign(process.env, cold);
  return openDevice({ adapter, dawn: ["disable-dawn-features=timestamp_quantization"] });
}

/** A device that takes all commands and runs none, with the kernels that another adapter would be given. */
export async function nullDevice(profile: AdapterProfile): Promise<Device> {
  const { device } = await openDevice({ adapter: "auto", dawn: ["backend=null"] });
  return new Device(device.gpu, profile);
}
