export { type AdapterChoice, type OpenDeviceOptions, type OpenedDevice, openDevice } from "./open-device.ts";
