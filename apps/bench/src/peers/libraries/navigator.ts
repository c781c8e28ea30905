import { create, globals } from "webgpu";

/** What libraries written for browsers look for. Dawn's instance must stay reachable as long as a device is used. */
interface Navigator {
  readonly gpu: GPU;
  readonly userAgent: string;
}

/** Puts Dawn where browsers have WebGPU, and gives its default adapter's name. */
export async function provideNavigator(dawn: readonly string[]): Promise<string> {
  Object.assign(globalThis, globals);
  const value: Navigator = { gpu: create([...dawn]), userAgent: "Node.js" };
  Object.defineProperty(globalThis, "navigator", { value, configurable: true });
  const adapter = await value.gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter) throw new Error("expected a WebGPU adapter; found none");
  return adapter.info.description || adapter.info.vendor || "null";
}
