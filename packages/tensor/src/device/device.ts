import { byteLength } from "../dtype.ts";
import { DeviceError, GraphError, KernelError } from "../errors.ts";
import type { Launch } from "../op.ts";
import { size } from "../shape.ts";
import { type AdapterProfile, describe, deviceDescriptor, profileOf } from "./adapter.ts";
import { BindingCache } from "./binding-cache.ts";
import { BufferPool, expectBytes } from "./buffer-pool.ts";
import { expectNumbers } from "./expect-numbers.ts";
import { PipelineCache } from "./pipeline-cache.ts";
import { type BoundLaunch, type Dispatch, Recorder, type Sink } from "./recorder.ts";
import { Staging } from "./staging.ts";
import type { Storage } from "./storage.ts";

/** Counters of what a device holds and has done. */
export interface DeviceStats {
  /** GPU buffers that stand, of tensors, parameters and read-backs, and their bytes. */
  readonly buffers: number;
  readonly bytes: number;
  /** Bytes of tensors now and at most so far. */
  readonly usedBytes: number;
  readonly peakBytes: number;
  readonly pipelines: number;
  /** Bind groups and parameter buffers made so far. */
  readonly bindingsMade: number;
  readonly dispatches: number;
  readonly submits: number;
  readonly readbacks: number;
}

const destroyed = () =>
  new DeviceError("device: expected a device in use; got one that was destroyed", "destroyed");

/** A WebGPU device with its memory, its compiled kernels and the recorder that every launch goes through. */
export class Device {
  readonly gpu: GPUDevice;
  readonly profile: AdapterProfile;
  readonly #pool: BufferPool;
  readonly #pipelines: PipelineCache;
  readonly #bindings: BindingCache;
  readonly #recorder: Recorder;
  readonly #staging: Staging;
  #sink: Sink | null = null;
  #failure: Error | null = null;

  constructor(gpu: GPUDevice, profile: AdapterProfile) {
    this.gpu = gpu;
    this.profile = profile;
    this.#pool = new BufferPool(gpu, profile);
    this.#pipelines = new PipelineCache(gpu);
    this.#bindings = new BindingCache(gpu);
    this.#recorder = new Recorder(gpu);
    this.#staging = new Staging(gpu);
    gpu.addEventListener("uncapturederror", (event) => {
      const { error } = event;
      event.preventDefault();
      this.#failure ??=
        error instanceof GPUOutOfMemoryError
          ? new DeviceError(
              `out of GPU memory: ${error.message}. Use a smaller batch or resolution`,
              "out-of-memory",
            )
          : new KernelError(error.message);
    });
    gpu.lost.then(({ reason, message }) => {
      this.#failure ??=
        reason === "destroyed" ? destroyed() : new DeviceError(`the GPU device was lost: ${message}`, "lost");
    });
  }

  /**
   * A device on an adapter of any WebGPU: a browser's `navigator.gpu.requestAdapter()`, or Dawn's.
   *
   * @throws {DeviceError} if the adapter's limits are too small, or it gives no device.
   */
  static async from(adapter: GPUAdapter): Promise<Device> {
    const gpu = await adapter.requestDevice(deviceDescriptor(adapter)).catch((error: unknown) => {
      throw new DeviceError(`openDevice: expected a device of ${describe(adapter.info)}; got ${error}`);
    });
    return new Device(gpu, profileOf(gpu, adapter.info));
  }

  get stats(): DeviceStats {
    return {
      buffers: this.#pool.buffers + this.#bindings.uniforms + this.#staging.buffers,
      bytes: this.#pool.bytes + this.#bindings.bytes + this.#staging.bytes,
      usedBytes: this.#pool.usedBytes,
      peakBytes: this.#pool.peakBytes,
      pipelines: this.#pipelines.size,
      bindingsMade: this.#bindings.made,
      dispatches: this.#recorder.dispatches,
      submits: this.#recorder.submits,
      readbacks: this.#staging.readbacks,
    };
  }

  /** Memory for a tensor; its content is whatever was there before. */
  allocate(bytes: number, label: string): Storage {
    if (!this.#sink) return this.#pool.acquire(bytes, label);
    this.#pool.expectRoom(bytes, label);
    return this.#sink.allocate(this.#pool.roundUp(bytes));
  }

  /** Memory as {@link allocate} gives it, while a sink is in place too. */
  acquire(bytes: number, label: string): Storage {
    return this.#pool.acquire(bytes, label);
  }

  /**
   * Runs `body` while a sink takes every launch, and every demand for memory, in place of this device.
   *
   * @throws {GraphError} if another sink is in place.
   */
  divert<T>(sink: Sink, body: () => T): T {
    if (this.#sink)
      throw new GraphError("capture: expected a body without another capture in it; got one inside one");
    this.#sink = sink;
    try {
      return body();
    } finally {
      this.#sink = null;
    }
  }

  /**
   * Records launches over named tensors. Tensors that the launches write are made and added to `tensors`; a launch
   * whose results all stand there already is skipped.
   *
   * @param into memory for tensors that are not to be made
   * @throws {DeviceError} if a tensor is larger than a kernel can bind; nothing was recorded.
   * @throws {KernelError} if a launch reads a tensor that is not there, or one that it also changes.
   */
  launch(
    op: string,
    launches: readonly Launch[],
    tensors: Map<string, Storage>,
    into?: ReadonlyMap<string, Storage>,
  ): void {
    this.expectRoom(op, launches, tensors);
    expectNumbers(op, launches);
    for (const launch of launches) {
      const made = Object.entries(launch.writes);
      if (made.length > 0 && made.every(([name]) => tensors.has(name))) continue;
      const updated = launch.updates ?? [];
      const label = `${op}.${made[0]?.[0] ?? updated[0] ?? "run"}`;
      const bound = [...launch.reads, ...updated].map((name) => {
        const storage = tensors.get(name);
        if (!storage)
          throw new KernelError(
            `${label}: expected a tensor "${name}"; got ${[...tensors.keys()].join(", ") || "none"}`,
          );
        return storage;
      });
      for (const name of updated) {
        const storage = tensors.get(name)!;
        // The GPU would refuse the whole command buffer, and say so only then.
        if (bound.indexOf(storage) !== bound.lastIndexOf(storage))
          throw new KernelError(
            `${label}: expected tensors that are changed in place to have memory of their own; got "${name}" twice`,
          );
        storage.touch();
      }
      for (const [name, { shape, dtype = "f32" }] of made) {
        const storage = into?.get(name)?.retain() ?? this.allocate(byteLength(dtype, size(shape)), label);
        tensors.set(name, storage);
        bound.push(storage);
      }
      if (this.#sink) this.#sink.record({ label, launch, tensors: bound });
      else {
        const pipeline = this.#pipelines.get(launch, label);
        const bindGroup = this.#bindings.get(pipeline, bound, launch.params);
        this.#recorder.record({ label, pipeline: pipeline.pipeline, bindGroup, grid: launch.grid });
      }
    }
  }

  /**
   * Compiles the kernels of launches, several at a time, and binds their memory, for any number of submits.
   *
   * @throws {KernelError} if the adapter refuses a kernel.
   */
  async prepare(launches: readonly BoundLaunch[]): Promise<Dispatch[]> {
    const pipelines = await Promise.all(
      launches.map(({ launch, label }) => this.#pipelines.compile(launch, label)),
    );
    return launches.map(({ launch, label, tensors }, i) => {
      const pipeline = pipelines[i]!;
      const bindGroup = this.#bindings.make(pipeline, tensors, launch.params);
      return { label, pipeline: pipeline.pipeline, bindGroup, grid: launch.grid };
    });
  }

  /** Hands dispatches to the GPU as one command buffer, behind all that was recorded before. @throws as {@link flush} */
  submit(dispatches: readonly Dispatch[]): void {
    this.#check();
    this.#recorder.submit(dispatches);
  }

  /**
   * Asks whether kernels can bind the tensors that launches read and write.
   *
   * @throws {DeviceError} if one is too large.
   */
  expectRoom(
    op: string,
    launches: readonly Launch[],
    tensors: ReadonlyMap<string, Storage> = new Map(),
  ): void {
    for (const { reads, updates = [], writes } of launches) {
      for (const name of [...reads, ...updates])
        expectBytes(tensors.get(name)?.bytes ?? 0, this.profile.maxBindingBytes, `${op}.${name}`);
      for (const [name, { shape, dtype = "f32" }] of Object.entries(writes))
        expectBytes(byteLength(dtype, size(shape)), this.profile.maxBindingBytes, `${op}.${name}`);
    }
  }

  /**
   * Hands everything recorded so far to the GPU. A GPU fails later than the call that made it fail: the error comes
   * from the next call of `flush`, `write`, `read` or `synchronize`, and from every one after it.
   *
   * @throws {DeviceError} if the device was lost or destroyed, or ran out of memory.
   * @throws {KernelError} if the adapter refused a kernel.
   */
  flush(): void {
    this.#check();
    this.#recorder.flush();
  }

  /** Waits until the GPU has done everything recorded so far. Nothing is read back. @throws as {@link flush} */
  async synchronize(): Promise<void> {
    this.flush();
    await this.#settled(this.gpu.queue.onSubmittedWorkDone());
  }

  /**
   * Overwrites a tensor's memory, after everything recorded so far.
   *
   * @throws {GraphError} within a captured step, for a tensor that was not made in it. @throws as {@link flush}
   */
  write(storage: Storage, data: ArrayBufferView): void {
    this.#sink?.admit(storage);
    this.flush();
    storage.touch();
    const whole = data.byteLength & ~3;
    this.gpu.queue.writeBuffer(storage.buffer, 0, data.buffer, data.byteOffset, whole);
    if (whole === data.byteLength) return;
    const tail = new Uint8Array(4);
    tail.set(new Uint8Array(data.buffer, data.byteOffset + whole, data.byteLength - whole));
    this.gpu.queue.writeBuffer(storage.buffer, whole, tail);
  }

  /** Copies a tensor's memory to the host: waits for everything recorded so far. @throws as {@link flush} */
  async read(storage: Storage, bytes: number): Promise<ArrayBuffer> {
    this.flush();
    return this.#settled(this.#staging.read(storage.buffer, bytes));
  }

  /** Frees all memory; tensors of this device are of no use afterwards. */
  destroy(): void {
    this.#failure ??= destroyed();
    this.#pool.destroy();
    this.#bindings.destroy();
    this.#staging.destroy();
    this.gpu.destroy();
  }

  [Symbol.dispose](): void {
    this.destroy();
  }

  /** What a promise of the GPU gives; its own word for a failure, "AbortError", says nothing. */
  async #settled<T>(promise: Promise<T>): Promise<T> {
    const result = await promise.catch((error: unknown) => {
      throw this.#failure ?? new DeviceError(`the GPU device gave nothing back: ${error}`, "lost");
    });
    this.#check();
    return result;
  }

  #check(): void {
    if (this.#failure) throw this.#failure;
  }
}
