export { adapterVersions } from "./installed-package.ts";
export { type AdapterChoice, type OpenDeviceOptions, type OpenedDevice, openDevice } from "./open-device.ts";
export { type SwiftShader, unpackSwiftShader } from "./swiftshader.ts";
