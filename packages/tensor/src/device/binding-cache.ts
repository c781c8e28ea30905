import type { Param } from "../op.ts";
import type { Pipeline } from "./pipeline-cache.ts";
import type { Storage } from "./storage.ts";

/** Bind groups, and uniform buffers, kept at most; a run whose shapes never repeat starts over rather than grow on. */
const MAX_KEPT = 65_536;

/**
 * Uniform buffers by content and bind groups by what they bind. Parameters depend on shapes alone, so a loop over
 * equal shapes meets the same ones each turn; what differs from step to step belongs into tensors.
 */
export class BindingCache {
  readonly #device: GPUDevice;
  readonly #uniforms = new Map<string, { readonly id: number; readonly buffer: GPUBuffer }>();
  readonly #maxKept: number;
  readonly #groups = new Map<string, GPUBindGroup>();
  /** Uniform buffers and bind groups made so far: constant once a loop has settled. */
  made = 0;
  /** Bytes of all uniform buffers. */
  bytes = 0;

  constructor(device: GPUDevice, maxKept = MAX_KEPT) {
    this.#device = device;
    this.#maxKept = maxKept;
  }

  get uniforms(): number {
    return this.#uniforms.size;
  }

  get(
    pipeline: Pipeline,
    tensors: readonly Storage[],
    params: Readonly<Record<string, Param>>,
  ): GPUBindGroup {
    const uniform = this.#uniform(params);
    let key = `${pipeline.id};${uniform.id}`;
    for (const tensor of tensors) key += `,${tensor.key}`;
    let group = this.#groups.get(key);
    if (!group) {
      if (this.#groups.size >= this.#maxKept) this.#groups.clear();
      this.#groups.set(key, (group = this.#bind(pipeline, tensors, uniform.buffer)));
    }
    return group;
  }

  /** A bind group that is its caller's alone: it goes when the caller does. */
  make(
    pipeline: Pipeline,
    tensors: readonly Storage[],
    params: Readonly<Record<string, Param>>,
  ): GPUBindGroup {
    return this.#bind(pipeline, tensors, this.#uniform(params).buffer);
  }

  #bind({ layout }: Pipeline, tensors: readonly Storage[], uniform: GPUBuffer): GPUBindGroup {
    this.made++;
    const memory = tensors.map(({ buffer, offset, bytes }) => ({ buffer, offset, size: bytes }));
    const entries = [...memory, { buffer: uniform }].map((resource, binding) => ({ binding, resource }));
    return this.#device.createBindGroup({ layout, entries });
  }

  destroy(): void {
    for (const { buffer } of this.#uniforms.values()) buffer.destroy();
    this.#uniforms.clear();
    this.#groups.clear();
  }

  /** Lets go of all without destroying any: dispatches that are recorded and not yet submitted still bind them. */
  #clear(): void {
    this.#uniforms.clear();
    this.#groups.clear();
    this.bytes = 0;
  }

  #uniform(params: Readonly<Record<string, Param>>) {
    const values = Object.values(params);
    // WGSL rounds a uniform struct up to 16 bytes where it holds vectors or arrays.
    const words = new DataView(new ArrayBuffer(Math.max(16, Math.ceil(values.length / 4) * 16)));
    values.forEach((value, i) => {
      if (typeof value === "number") words.setInt32(4 * i, value, true);
      else words.setFloat32(4 * i, value.f32, true);
    });
    const key = String.fromCharCode(...new Uint16Array(words.buffer));
    let uniform = this.#uniforms.get(key);
    if (!uniform) {
      if (this.#uniforms.size >= this.#maxKept) this.#clear();
      const buffer = this.#device.createBuffer({
        size: words.byteLength,
        usage: GPUBufferUsage.UNIFORM,
        mappedAtCreation: true,
      });
      new Uint8Array(buffer.getMappedRange()).set(new Uint8Array(words.buffer));
      buffer.unmap();
      this.#uniforms.set(key, (uniform = { id: this.#uniforms.size, buffer }));
      this.bytes += words.byteLength;
      this.made++;
    }
    return uniform;
  }
}
