import { afterAll, beforeAll, describe, expect, test } from "vitest";
import fill from "../autograd/fill.wgsl";
import { full, tensor, zeros } from "../create.ts";
import type { TypedArray } from "../dtype.ts";
import { DeviceError, KernelError, ShapeError } from "../errors.ts";
import { linear } from "../grid.ts";
import { openDevice } from "../node/open-device.ts";
import type { Launch } from "../op.ts";
import { add, concat, exp, matmul, mul } from "../ops/index.ts";
import { testDevice } from "../testing/device.ts";
import { Device } from "./device.ts";

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

describe("upload and read", () => {
  const arrays: TypedArray[] = [
    Float32Array.of(-0, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, 1e-45),
    Int32Array.of(-2_147_483_648, -1, 2_147_483_647),
    Uint32Array.of(0, 4_294_967_295),
    ...[1, 2, 3, 4, 5, 7].map((length) => Uint8Array.from({ length }, (_, i) => 255 - i)),
  ];
  for (const data of arrays)
    test(`${data.length} elements of ${data.constructor.name} come back as they went`, async () => {
      using x = tensor(device, data, [data.length]);
      expect(await x.read()).toEqual(data);
    });

  test("a view of part of an array's memory", async () => {
    const whole = Uint8Array.of(9, 9, 9, 1, 2, 3, 4, 5, 9, 9);
    using x = tensor(device, whole.subarray(3, 8), [5]);
    expect([...(await x.read())]).toEqual([1, 2, 3, 4, 5]);
  });

  test("write overwrites every element, and no other", async () => {
    using x = tensor(device, Uint8Array.of(1, 2, 3, 4, 5, 6, 7), [7]);
    x.write(Uint8Array.of(9, 8, 7, 6, 5, 4, 3));
    expect([...(await x.read())]).toEqual([9, 8, 7, 6, 5, 4, 3]);
  });

  test("several reads at once", async () => {
    const tensors = [1, 2, 3].map((value) => full(device, [4], value));
    const read = await Promise.all(tensors.map((x) => x.read()));
    expect(read.map((data) => data[0])).toEqual([1, 2, 3]);
    for (const x of tensors) x.dispose();
  });

  test("a write comes after what was recorded before it, and before what is recorded after", async () => {
    using x = tensor(device, [1, 2], [2]);
    using before = mul(x, 10);
    x.write(Float32Array.of(3, 4));
    using after = mul(x, 10);
    expect([...(await before.read())]).toEqual([10, 20]);
    expect([...(await after.read())]).toEqual([30, 40]);
  });

  test("zeros and full overwrite what a recycled buffer held", async () => {
    tensor(device, [7, 7, 7], [3]).dispose();
    using zero = zeros(device, [3]);
    expect([...(await zero.read())]).toEqual([0, 0, 0]);
    using mask = full(device, [3], 255, { dtype: "u8" });
    expect(await mask.read()).toEqual(Uint8Array.of(255, 255, 255));
  });

  test("a scalar's item", async () => {
    using x = tensor(device, [2.5], []);
    expect(await x.item()).toBe(2.5);
    using y = tensor(device, [1, 2], [2]);
    await expect(y.item()).rejects.toThrow("item: expected a tensor of one element; got shape [2]");
  });
});

describe("refusals of shapes", () => {
  const refusals: Readonly<Record<string, () => unknown>> = {
    "tensor: expected as many elements as the shape holds; got elements 3, shape [2]": () =>
      tensor(device, [1, 2, 3], [2]),
    "tensor: expected as many elements as the shape holds; got elements 0, shape []": () =>
      tensor(device, [], []),
    "tensor: expected a positive integer along each axis; got shape [0, 2]": () => tensor(device, [], [0, 2]),
    "tensor: expected a positive integer along each axis; got shape [-1]": () => zeros(device, [-1]),
    "tensor: expected a positive integer along each axis; got shape [1.5]": () => full(device, [1.5], 1),
    "write: expected 2 elements of f32; got elements 3, of f32": () =>
      tensor(device, [1, 2], [2]).write(Float32Array.of(1, 2, 3)),
    "write: expected 2 elements of f32; got elements 2, of i32": () =>
      tensor(device, [1, 2], [2]).write(Int32Array.of(1, 2)),
    "tensor: expected a Float32Array, Int32Array, Uint32Array or Uint8Array; got data Float64Array": () =>
      tensor(device, Float64Array.of(1) as unknown as number[], [1]),
    "tensor: expected f32 or f16 where requiresGrad is set; got dtype i32. Integers have no gradient": () =>
      tensor(device, Int32Array.of(1), [1], { requiresGrad: true }),
    "exp: expected x of f32 or f16; got x i32": () => exp(tensor(device, Int32Array.of(1), [1])),
  };
  for (const [message, body] of Object.entries(refusals))
    test(message, () => {
      expect(body).toThrow(ShapeError);
      expect(body).toThrow(expect.objectContaining({ message }));
    });
});

describe("limits", () => {
  test("more workgroups than fit along one axis", async () => {
    const elements = 65_535 + 4_466;
    const grid = linear(elements, 1);
    expect(grid).toEqual([35_001, 2, 1]);
    const launch: Launch = {
      code: fill,
      reads: [],
      writes: { y: { shape: [elements] } },
      params: { size: elements, value: { f32: 3 } },
      constants: { WORKGROUP_SIZE: 1 },
      grid,
    };
    const tensors = new Map();
    device.launch("fill", [launch], tensors);
    const data = new Float32Array(await device.read(tensors.get("y"), 4 * elements));
    expect(data.every((value) => value === 3)).toBe(true);
    tensors.get("y").release();
  });

  test("a tensor too large for the adapter is refused before anything is launched or allocated", async () => {
    await device.synchronize();
    const { maxBindingBytes } = device.profile;
    const elements = Math.ceil((maxBindingBytes + 1) / 4);
    const [rows, columns] = [2 ** 13, Math.ceil(elements / 2 ** 13)];
    using x = zeros(device, [rows, 1]);
    using y = zeros(device, [1, columns]);
    await device.synchronize();
    const before = device.stats;
    const message =
      `matmul.y: expected tensors of at most ${maxBindingBytes} bytes on this adapter; ` +
      `got ${4 * rows * columns} bytes. Use a smaller batch or resolution`;
    expect(() => matmul(x, y)).toThrow(DeviceError);
    expect(() => matmul(x, y)).toThrow(expect.objectContaining({ message }));
    await device.synchronize();
    expect(device.stats).toEqual(before);
  });

  test("zeros larger than the host could hold either", () => {
    expect(() => zeros(device, [2 ** 20, 2 ** 20])).toThrow(
      new DeviceError(
        `tensor: expected tensors of at most ${device.profile.maxTensorBytes} bytes on this adapter; ` +
          "got 4398046511104 bytes. Use a smaller batch or resolution",
        "out-of-memory",
      ),
    );
  });

  test("a temporary too large is refused before the launches in front of it", async () => {
    using x = zeros(device, [3]);
    await device.synchronize();
    const before = device.stats;
    const step = (name: string, shape: number[]): Launch => ({
      code: fill,
      reads: [],
      writes: { [name]: { shape } },
      params: { size: 1, value: { f32: 0 } },
      grid: [1, 1, 1],
    });
    const launches = [step("small", [3]), step("large", [device.profile.maxBindingBytes])];
    expect(() => device.launch("op", launches, new Map([["x", x.storage]]))).toThrow(
      /^op\.large: expected tensors of at most /,
    );
    await device.synchronize();
    expect(device.stats).toEqual(before);
  });

  const limits = {
    maxStorageBuffersPerShaderStage: 8,
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
    maxComputeWorkgroupStorageSize: 16_384,
    maxComputeWorkgroupsPerDimension: 65_535,
    maxStorageBufferBindingSize: 134_217_728,
    maxBufferSize: 268_435_456,
  };
  const info = { vendor: "acme", architecture: "", device: "", description: "" };
  const adapterWith = (offered: Partial<typeof limits>) =>
    ({
      limits: { ...limits, ...offered },
      info,
      features: new Set(),
      requestDevice: () => Promise.reject(new Error("a device was asked for")),
    }) as unknown as GPUAdapter;

  for (const [name, needed] of Object.entries(limits))
    test(`an adapter with a smaller ${name}`, async () => {
      const refused = Device.from(adapterWith({ [name]: needed - 1 }));
      await expect(refused).rejects.toThrow(DeviceError);
      await expect(refused).rejects.toThrow(
        expect.objectContaining({
          message:
            `openDevice: expected an adapter with ${name} of at least ${needed}; got ${needed - 1} from acme. ` +
            "Choose another adapter with EQUIPOISE_ADAPTER, for example EQUIPOISE_ADAPTER=swiftshader",
        }),
      );
    });

  test("an adapter that offers just what is needed", async () => {
    await expect(Device.from(adapterWith({}))).rejects.toThrow("a device was asked for");
  });
});

describe("two devices", () => {
  let other: Device;
  beforeAll(async () => {
    other = (await openDevice()).device;
  });
  afterAll(() => other.destroy());

  test("their tensors do not mix", () => {
    using a = tensor(device, [1], [1]);
    using b = tensor(other, [1], [1]);
    const message = `add: expected all tensors on one device; got b on ${other.profile.description}, another`;
    expect(() => add(a, b)).toThrow(DeviceError);
    expect(() => add(a, b)).toThrow(expect.objectContaining({ message }));
    expect(() => concat([a, a, b])).toThrow(/^concat: expected all tensors on one device; got x2 on /);
  });

  test("a kernel that does not compile is a KernelError that names the launch", async () => {
    using x = tensor(other, [1], [1]);
    const broken: Launch = {
      code: "@compute @workgroup_size(1) fn main() { let y: u32 = 1.5; }",
      reads: ["x"],
      writes: { y: { shape: [1] } },
      params: { size: 1 },
      grid: [1, 1, 1],
    };
    const tensors = new Map([["x", x.storage]]);
    other.launch("broken", [broken], tensors);
    const failed = other.synchronize();
    await expect(failed).rejects.toThrow(KernelError);
    await expect(failed).rejects.toThrow("broken.y");
    await expect(x.read()).rejects.toThrow(KernelError);
    expect(() => other.flush()).toThrow(KernelError);
  });

  test("a launch over a tensor that is not there is a KernelError", () => {
    const launch: Launch = {
      code: fill,
      reads: ["dz"],
      writes: { dx: { shape: [1] } },
      params: {},
      grid: [1, 1, 1],
    };
    const before = device.stats;
    expect(() => device.launch("op", [launch], new Map())).toThrow(
      new KernelError('op.dx: expected a tensor "dz"; got none'),
    );
    using x = tensor(device, [1], [1]);
    const given = new Map(["x", "dy"].map((name) => [name, x.storage]));
    expect(() => device.launch("op", [launch], given)).toThrow(
      new KernelError('op.dx: expected a tensor "dz"; got x, dy'),
    );
    x.dispose();
    expect(device.stats.usedBytes).toBe(before.usedBytes);
  });
});
