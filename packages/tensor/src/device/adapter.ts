import { DeviceError } from "../errors.ts";

/**
 * Which family of kernels suits an adapter. `software`: register tiles and no workgroup memory; `gpu`: workgroup
 * memory and subgroups; `plain`: one invocation per element, the kernels that the others are tested against.
 */
export type KernelClass = "plain" | "software" | "gpu";

/** What kernels are chosen by, and what errors and run records print. */
export interface AdapterProfile {
  readonly description: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly kernels: KernelClass;
  /** Invocations that run in lockstep: the adapter's smallest and largest; `null` without the feature. */
  readonly subgroup: { readonly min: number; readonly max: number } | null;
  readonly f16: boolean;
  readonly timestamps: boolean;
  /** Bytes of the largest tensor. */
  readonly maxTensorBytes: number;
  /** Bytes of a tensor that a kernel can bind: whole fours of `f32`, since kernels read and write by fours. */
  readonly maxBindingBytes: number;
  /** Bytes of which the place of a binding in its buffer must be a multiple. */
  readonly bindingAlignment: number;
  readonly maxInvocationsPerWorkgroup: number;
  /** Tensors that one kernel can bind. */
  readonly maxStorageBuffers: number;
}

const wantedFeatures = ["shader-f16", "subgroups", "timestamp-query"] as const satisfies GPUFeatureName[];

/** What the kernels rely on: WebGPU's own defaults, which every conforming adapter has. */
const neededLimits = {
  maxStorageBuffersPerShaderStage: 8,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupStorageSize: 16_384,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxStorageBufferBindingSize: 134_217_728,
  maxBufferSize: 268_435_456,
} as const;

/**
 * What to ask of an adapter: all the memory it has, and the features that kernels can use.
 *
 * @throws {DeviceError} if a limit is below what the kernels need.
 */
export function deviceDescriptor(adapter: GPUAdapter): GPUDeviceDescriptor {
  const requiredLimits: Record<string, number> = {};
  for (const [name, needed] of Object.entries(neededLimits)) {
    const offered = adapter.limits[name as keyof typeof neededLimits];
    if (offered < needed)
      throw new DeviceError(
        `openDevice: expected an adapter with ${name} of at least ${needed}; got ${offered} from ${describe(adapter.info)}. ` +
          "Choose another adapter with EQUIPOISE_ADAPTER, for example EQUIPOISE_ADAPTER=swiftshader",
      );
    requiredLimits[name] = offered;
  }
  requiredLimits["minStorageBufferOffsetAlignment"] = adapter.limits.minStorageBufferOffsetAlignment;
  return { requiredFeatures: wantedFeatures.filter((name) => adapter.features.has(name)), requiredLimits };
}

export function profileOf(device: GPUDevice, info: GPUAdapterInfo): AdapterProfile {
  return {
    description: describe(info),
    vendor: info.vendor,
    architecture: info.architecture,
    kernels: isSoftware(info) ? "software" : "gpu",
    subgroup: device.features.has("subgroups")
      ? { min: info.subgroupMinSize ?? 4, max: info.subgroupMaxSize ?? 128 }
      : null,
    f16: device.features.has("shader-f16"),
    timestamps: device.features.has("timestamp-query"),
    maxTensorBytes: wholeFours(device.limits.maxBufferSize),
    maxBindingBytes: wholeFours(
      Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize),
    ),
    bindingAlignment: Math.max(16, device.limits.minStorageBufferOffsetAlignment),
    maxInvocationsPerWorkgroup: device.limits.maxComputeInvocationsPerWorkgroup,
    maxStorageBuffers: device.limits.maxStorageBuffersPerShaderStage,
  };
}

const wholeFours = (bytes: number): number => Math.floor(bytes / 16) * 16;

/** Whether the adapter runs on the CPU. */
export const isSoftware = (info: GPUAdapterInfo): boolean =>
  info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(describe(info));

/** The adapter's name, as far as it tells. */
export function describe(info: GPUAdapterInfo): string {
  const parts = [info.description, info.device, info.architecture, info.vendor];
  return parts.find((part) => part !== "") ?? "an unnamed adapter";
}
