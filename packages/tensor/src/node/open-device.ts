import { isSoftware } from "../device/adapter.ts";
import { Device } from "../device/device.ts";
import { DeviceError } from "../errors.ts";
import { quietStderr } from "./quiet-stderr.ts";
import { swiftShaderFits, unpackSwiftShader } from "./swiftshader.ts";

/**
 * Which adapter to take. `hardware`: a GPU; `lavapipe`: the installed software adapter; `swiftshader`: the embedded
 * one; `auto`: the first of these that there is.
 */
export type AdapterChoice = "auto" | "hardware" | "lavapipe" | "swiftshader";

export interface OpenDeviceOptions {
  /** Default: the environment's `EQUIPOISE_ADAPTER`, or `auto`. */
  readonly adapter?: AdapterChoice;
  /** Options of Dawn itself, such as `disable-dawn-features=timestamp_quantization`; default none. */
  readonly dawn?: readonly string[];
}

export interface OpenedDevice {
  readonly device: Device;
  /** One line that says which adapter was taken, and why. */
  readonly reason: string;
}

const choices: readonly string[] = ["auto", "hardware", "lavapipe", "swiftshader"] satisfies AdapterChoice[];

/**
 * Dawn's instances. They must stay reachable as long as a device is used, or Dawn frees itself under it: so exported.
 *
 * @lintignore
 */
export const instances: GPU[] = [];

/**
 * Opens a device in Node through Dawn: on a GPU where there is one, else on an installed software adapter, else on
 * the SwiftShader that came with the install, which needs no driver, no Vulkan and no root.
 *
 * @throws {DeviceError} if there is no such adapter, its limits are too small, or Dawn is not installed.
 */
export async function openDevice(options: OpenDeviceOptions = {}): Promise<OpenedDevice> {
  const choice = options.adapter ?? process.env["EQUIPOISE_ADAPTER"] ?? "auto";
  if (!choices.includes(choice))
    throw new DeviceError(
      `openDevice: expected EQUIPOISE_ADAPTER to be one of ${choices.join(", ")}; got ${choice}`,
    );
  const opening = lastOpening.then(() =>
    quietStderr(() => open(choice as AdapterChoice, options.dawn ?? [])),
  );
  lastOpening = opening.catch(() => {});
  return opening;
}

/** One at a time: each sets the error output and environment variables aside, and would put back another's. */
let lastOpening: Promise<unknown> = Promise.resolve();

async function open(choice: AdapterChoice, dawn: readonly string[]): Promise<OpenedDevice> {
  const found = await findAdapter(choice, dawn);
  if (!found) throw new DeviceError(`openDevice: expected ${wanted[choice]}; found none. ${cure}`);
  return { device: await Device.from(found.adapter), reason: found.reason };
}

const wanted: Record<AdapterChoice, string> = {
  auto: "a WebGPU adapter",
  hardware: "a GPU with a Vulkan, Metal or D3D12 driver",
  lavapipe: "an installed software adapter (Mesa 23 or newer)",
  swiftshader: "the embedded SwiftShader, which ships for 64-bit x86 Linux",
};

const cure =
  "Install the GPU vendor's driver, or Mesa's software adapter " +
  "(Debian 13, Ubuntu 24.04: apt-get install libvulkan1 mesa-vulkan-drivers), or leave EQUIPOISE_ADAPTER unset";

async function findAdapter(
  choice: AdapterChoice,
  options: readonly string[],
): Promise<{ adapter: GPUAdapter; reason: string } | null> {
  // The loader of Vulkan warns on every start where this is unset.
  process.env["XDG_RUNTIME_DIR"] ??= "/tmp";
  if (hasSystemVulkan() && choice !== "swiftshader") {
    const adapter = await requestAdapter(await installed("webgpu", () => import("webgpu")), options);
    if (adapter && fits(adapter, choice)) {
      const { description } = adapter.info;
      const kind = isSoftware(adapter.info) ? "installed software adapter, as no GPU was found" : "GPU";
      return {
        adapter,
        reason: `${description}: ${choice === "auto" ? kind : `EQUIPOISE_ADAPTER=${choice}`}`,
      };
    }
  }
  if ((choice !== "auto" && choice !== "swiftshader") || !swiftShaderFits()) return null;
  const { dawn, icd } = await installed("webgpu, @sparticuz/chromium and tar", unpackSwiftShader);
  const adapter = await withEnvironment({ VK_ICD_FILENAMES: icd, VK_DRIVER_FILES: icd }, () =>
    requestAdapter(loadDawn(dawn), options),
  );
  const why =
    choice === "auto" ? "no GPU and no software adapter is installed" : `EQUIPOISE_ADAPTER=${choice}`;
  return adapter && { adapter, reason: `SwiftShader, embedded: ${why}` };
}

const fits = (adapter: GPUAdapter, choice: AdapterChoice): boolean =>
  choice === "auto" || isSoftware(adapter.info) === (choice === "lavapipe");

/** Packages that an install may leave out, and that have no binary for some systems. */
async function installed<T>(packages: string, load: () => Promise<T>): Promise<T> {
  return load().catch((error: unknown) => {
    const [reason] = String(error).split("\n");
    throw new DeviceError(
      `openDevice: expected the optional packages ${packages} on ${process.platform}-${process.arch}; ` +
        `got "${reason}". Install without --no-optional`,
    );
  });
}

interface Dawn {
  create(options: string[]): GPU;
  readonly globals: object;
}

function requestAdapter({ create, globals }: Dawn, options: readonly string[]): Promise<GPUAdapter | null> {
  Object.assign(globalThis, globals);
  const gpu = create([...options]);
  instances.push(gpu);
  return gpu.requestAdapter({ powerPreference: "high-performance" });
}

/** Dawn's addon itself: the package's entry would load the copy in its own folder. */
function loadDawn(path: string): Dawn {
  const loaded = { exports: {} };
  process.dlopen(loaded, path);
  return loaded.exports as Dawn;
}

const systemVulkan = Symbol.for("equipoise.systemVulkan");
const processFacts: typeof globalThis & { [systemVulkan]?: boolean } = globalThis;

/**
 * Whether the system has a Vulkan loader; elsewhere than on Linux Dawn does not ask for one. Asked once in a process:
 * when SwiftShader's own loader is in it, that one would be found.
 */
function hasSystemVulkan(): boolean {
  return (processFacts[systemVulkan] ??= findSystemVulkan());
}

function findSystemVulkan(): boolean {
  if (process.platform !== "linux") return true;
  try {
    process.dlopen({ exports: {} }, "libvulkan.so.1");
    return true;
  } catch (error) {
    // A library that is found but no Node addon is refused with another message than one that is missing.
    return !/cannot open shared object file/.test(String(error));
  }
}

async function withEnvironment<T>(
  values: Readonly<Record<string, string>>,
  body: () => Promise<T>,
): Promise<T> {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  try {
    return await body();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
