import { KernelError } from "../errors.ts";
import type { Launch } from "../op.ts";

/** A compiled kernel and the layout of its bindings. */
export interface Pipeline {
  readonly id: number;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** Compiles each kernel once for every set of override constants. */
export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #modules = new Map<string, GPUShaderModule>();
  readonly #halves = new Map<string, string>();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  /** By code, then by bindings and constants: the code is long, and hashed once. */
  readonly #pipelines = new Map<string, Map<string, Pipeline>>();
  #count = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get size(): number {
    return this.#count;
  }

  get({ code, reads, updates = [], writes, real = "f32", constants }: Launch, label: string): Pipeline {
    const written = updates.length + Object.keys(writes).length;
    const key = `${real},${reads.length},${written},${constants ? JSON.stringify(constants) : ""}`;
    let variants = this.#pipelines.get(code);
    if (!variants) this.#pipelines.set(code, (variants = new Map()));
    let found = variants.get(key);
    if (!found) {
      const layout = this.#layout(reads.length, written);
      const pipeline = this.#device.createComputePipeline({
        label,
        layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
        compute: {
          module: this.#module(real === "f16" ? this.#half(code, label) : code, label),
          entryPoint: "main",
          ...(constants && { constants }),
        },
      });
      variants.set(key, (found = { id: this.#count++, pipeline, layout }));
    }
    return found;
  }

  /** The kernel's text for tensors of half precision: one line of it differs. */
  #half(code: string, label: string): string {
    let half = this.#halves.get(code);
    if (!half) {
      half = code.replace(/^alias real = \w+;/m, "alias real = f16;");
      if (half === code)
        throw new KernelError(`${label}: expected a kernel with "alias real" for half precision; got none`);
      this.#halves.set(code, (half = `enable f16;\n${half}`));
    }
    return half;
  }

  #module(code: string, label: string): GPUShaderModule {
    let module = this.#modules.get(code);
    if (!module) this.#modules.set(code, (module = this.#device.createShaderModule({ code, label })));
    return module;
  }

  #layout(read: number, written: number): GPUBindGroupLayout {
    const key = `${read},${written}`;
    let layout = this.#layouts.get(key);
    if (!layout) {
      const entries = Array.from({ length: read + written + 1 }, (_, binding): GPUBindGroupLayoutEntry => {
        const type = binding < read ? "read-only-storage" : binding < read + written ? "storage" : "uniform";
        return { binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } };
      });
      this.#layouts.set(key, (layout = this.#device.createBindGroupLayout({ entries })));
    }
    return layout;
  }
}
