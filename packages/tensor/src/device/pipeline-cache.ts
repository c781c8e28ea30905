import { KernelError } from "../errors.ts";
import type { Launch } from "../op.ts";
import { HalfTexts } from "./kernel-text.ts";

/** A compiled kernel and the layout of its bindings. */
export interface Pipeline {
  readonly id: number;
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
}

/** The place of one kernel under one set of override constants. */
interface Slot {
  pipeline: Pipeline | null;
  compiling: Promise<Pipeline> | null;
}

/** Compiles each kernel once for every set of override constants. */
export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #modules = new Map<string, GPUShaderModule>();
  readonly #halves = new HalfTexts();
  readonly #layouts = new Map<string, GPUBindGroupLayout>();
  /** By code, then by bindings and constants: the code is long, and hashed once. */
  readonly #slots = new Map<string, Map<string, Slot>>();
  #count = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get size(): number {
    return this.#count;
  }

  get(launch: Launch, label: string): Pipeline {
    const slot = this.#slot(launch);
    if (!slot.pipeline) {
      const { layout, descriptor } = this.#describe(launch, label);
      slot.pipeline = this.#made(this.#device.createComputePipeline(descriptor), layout);
    }
    return slot.pipeline;
  }

  /** As {@link get}, while the adapter compiles others too. @throws {KernelError} if it refuses the kernel. */
  async compile(launch: Launch, label: string): Promise<Pipeline> {
    const slot = this.#slot(launch);
    slot.compiling ??= slot.pipeline ? Promise.resolve(slot.pipeline) : this.#compile(slot, launch, label);
    return slot.compiling;
  }

  async #compile(slot: Slot, launch: Launch, label: string): Promise<Pipeline> {
    // Within a scope of its own: else a text that is no WGSL would be an error of the device, of all that follows.
    this.#device.pushErrorScope("validation");
    const { layout, descriptor } = this.#describe(launch, label);
    const compiling = this.#device.createComputePipelineAsync(descriptor);
    const [error, compiled] = await Promise.all([
      this.#device.popErrorScope(),
      compiling.catch((refusal: GPUPipelineError) => refusal),
    ]);
    if (error || compiled instanceof Error)
      throw new KernelError(`${label}: ${(error ?? (compiled as Error)).message}`);
    // A launch that could not wait may have made it meanwhile.
    slot.pipeline ??= this.#made(compiled, layout);
    return slot.pipeline;
  }

  #made(pipeline: GPUComputePipeline, layout: GPUBindGroupLayout): Pipeline {
    return { id: this.#count++, pipeline, layout };
  }

  #slot({ code, reads, updates = [], writes, real, constants }: Launch): Slot {
    const written = updates.length + Object.keys(writes).length;
    const types = real === "f16" ? `${real},${writesHalves(writes)}` : "";
    const key = `${types},${reads.length},${written},${constants ? JSON.stringify(constants) : ""}`;
    let variants = this.#slots.get(code);
    if (!variants) this.#slots.set(code, (variants = new Map()));
    let slot = variants.get(key);
    if (!slot) variants.set(key, (slot = { pipeline: null, compiling: null }));
    return slot;
  }

  #describe({ code, reads, updates = [], writes, real, constants }: Launch, label: string) {
    const layout = this.#layout(reads.length, updates.length + Object.keys(writes).length);
    const text = real === "f16" ? this.#halves.get(code, writesHalves(writes), label) : code;
    const module = this.#module(text, label);
    const descriptor: GPUComputePipelineDescriptor = {
      label,
      layout: this.#device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module, entryPoint: "main", ...(constants && { constants }) },
    };
    return { layout, descriptor };
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

/** Whether what a launch writes first, its result or sums that go on, is of halves. */
const writesHalves = (writes: Launch["writes"]): boolean => Object.values(writes)[0]?.dtype === "f16";
