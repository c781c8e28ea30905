import { cpus, freemem, totalmem } from "node:os";
import { type AdapterProfile, type Device, DeviceError, KernelError } from "@equipoise/tensor";
import { adapterVersions, openDevice } from "@equipoise/tensor/node";
import { type SelfTestCheck, selfTest } from "@equipoise/tensor/self-test";
import own from "../../package.json" with { type: "json" };
import { problemsOf } from "./problems.ts";

/** What there is to know of a machine before it trains. */
export interface Diagnosis {
  readonly versions: Readonly<Record<"equipoise" | "node" | "dawn" | "swiftshader", string | null>>;
  readonly machine: {
    /** `linux x64` */
    readonly system: string;
    readonly cores: number;
    readonly memoryBytes: number;
    readonly freeMemoryBytes: number;
  };
  /** `null` where no adapter could be opened. */
  readonly adapter: AdapterFacts | null;
  /** `null` where there is no adapter, or it broke down on the way. */
  readonly selfTest: SelfTestResult | null;
  /** What keeps this machine from training right, each with its cure; empty where nothing does. */
  readonly problems: readonly string[];
}

export interface AdapterFacts {
  /** Which adapter was taken, and why. */
  readonly reason: string;
  readonly profile: AdapterProfile;
  /** As the driver calls the device. */
  readonly device: string;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

export interface SelfTestResult {
  readonly checks: readonly SelfTestCheck[];
  /** With the time to compile kernels. */
  readonly seconds: number;
}

/** Looks at the machine, opens the adapter that a run would take, and tests it. */
export async function diagnose(): Promise<Diagnosis> {
  const found = await examine();
  const facts = {
    versions: { equipoise: own.version, node: process.versions.node, ...adapterVersions() },
    machine: {
      system: `${process.platform} ${process.arch}`,
      cores: cpus().length,
      memoryBytes: totalmem(),
      freeMemoryBytes: freemem(),
    },
    adapter: found.adapter,
    selfTest: found.selfTest,
  };
  return { ...facts, problems: problemsOf(facts, found.failure) };
}

interface Examination extends Pick<Diagnosis, "adapter" | "selfTest"> {
  readonly failure: Error | null;
}

async function examine(): Promise<Examination> {
  let adapter: AdapterFacts | null = null;
  try {
    const { device, reason } = await openDevice();
    adapter = factsOf(device, reason);
    const start = performance.now();
    const checks = await selfTest(device);
    const seconds = (performance.now() - start) / 1000;
    device.destroy();
    return { adapter, selfTest: { checks, seconds }, failure: null };
  } catch (error) {
    if (error instanceof DeviceError || error instanceof KernelError)
      return { adapter, selfTest: null, failure: error };
    throw error;
  }
}

/** Limits that decide what can be trained. */
const LIMITS = [
  "maxBufferSize",
  "maxStorageBufferBindingSize",
  "maxStorageBuffersPerShaderStage",
  "maxComputeInvocationsPerWorkgroup",
  "maxComputeWorkgroupStorageSize",
] as const satisfies (keyof GPUSupportedLimits)[];

const factsOf = ({ gpu, profile }: Device, reason: string): AdapterFacts => ({
  reason,
  profile,
  device: gpu.adapterInfo.device,
  features: [...gpu.features].sort(),
  limits: Object.fromEntries(LIMITS.map((name) => [name, gpu.limits[name]])),
});
