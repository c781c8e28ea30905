import { type AdapterChoice, type OpenedDevice, openDevice } from "@equipoise/tensor/node";

/** A device whose timestamps are those of the adapter, not rounded to the 65.536 µs that a web page may see. */
export const measuringDevice = (adapter: AdapterChoice): Promise<OpenedDevice> =>
  openDevice({ adapter, dawn: ["disable-dawn-features=timestamp_quantization"] });
