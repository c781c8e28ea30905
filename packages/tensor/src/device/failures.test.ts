import { expect, test } from "vitest";
import { tensor } from "../create.ts";
import { DeviceError } from "../errors.ts";
import { openDevice } from "../node/open-device.ts";
import { add } from "../ops/index.ts";
import { Device } from "./device.ts";

const opened = async (): Promise<Device> => (await openDevice()).device;

const gone = new DeviceError("device: expected a device in use; got one that was destroyed", "destroyed");

test("a destroyed device says so to all that comes after, and to a read on its way", async () => {
  const device = await opened();
  const x = tensor(device, [1, 2], [2]);
  const pending = expect(x.read()).rejects.toThrow(gone);
  device.destroy();
  expect(() => device.flush()).toThrow(gone);
  await pending;
  await expect(add(x, x).read()).rejects.toThrow(gone);
  await expect(device.synchronize()).rejects.toThrow(gone);
  expect(() => tensor(device, [1], [1])).toThrow(gone);
  expect(() => device.flush()).toThrow(gone);
});

/** A device on a GPU that is lost when asked to be. */
async function losable(): Promise<{ device: Device; lose: (message: string) => void }> {
  const real = await opened();
  let lose!: (message: string) => void;
  const lost = new Promise<{ reason: string; message: string }>((resolve) => {
    lose = (message) => resolve({ reason: "unknown", message });
  });
  const gpu = new Proxy(real.gpu, {
    get(target, key) {
      if (key === "lost") return lost;
      const value = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { device: new Device(gpu, real.profile), lose };
}

test("a lost device says what the driver said", async () => {
  const { device, lose } = await losable();
  const x = tensor(device, [1, 2], [2]);
  expect([...(await x.read())]).toEqual([1, 2]);
  lose("the driver was reset");
  await expect(x.read().then(() => x.read())).rejects.toThrow(
    expect.objectContaining({ message: "the GPU device was lost: the driver was reset", reason: "lost" }),
  );
});

test("a read that the GPU refuses is a DeviceError, and keeps no memory", async () => {
  const device = await opened();
  using x = tensor(device, [1, 2], [2]);
  const { buffers, bytes } = device.stats;
  device.gpu.destroy();
  const refused = x.read();
  await expect(refused).rejects.toThrow(DeviceError);
  await expect(refused).rejects.toThrow(/^(device: expected|the GPU device gave nothing back: AbortError)/);
  expect(device.stats).toMatchObject({ buffers, bytes });
});

test("out of memory is a DeviceError with its cure, at the next call that waits", async () => {
  const device = await opened();
  const error = Object.assign(Object.create(GPUOutOfMemoryError.prototype), {});
  Object.defineProperty(error, "message", { value: "no room for 8 GiB" });
  const event = Object.assign(new Event("uncapturederror", { cancelable: true }), { error });
  device.gpu.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(true);
  await expect(device.synchronize()).rejects.toThrow(
    new DeviceError(
      "out of GPU memory: no room for 8 GiB. Use a smaller batch or resolution",
      "out-of-memory",
    ),
  );
});

test("an adapter that gives no device is a DeviceError with its name", async () => {
  const { gpu } = await opened();
  const adapter = {
    limits: gpu.limits,
    info: { vendor: "acme", architecture: "", device: "", description: "" },
    features: new Set(),
    requestDevice: () => Promise.reject(new Error("consumed already")),
  } as unknown as GPUAdapter;
  await expect(Device.from(adapter)).rejects.toThrow(
    new DeviceError("openDevice: expected a device of acme; got Error: consumed already"),
  );
});
