import type { Device } from "@equipoise/tensor";
import type { Clock, Work } from "./clock.ts";

/** Passes that share one read-back of their times: as many as a query set can hold. */
const MAX_PASSES = 2048;
/** Works that do. */
const MAX_WORKS = 64;

/**
 * Takes the GPU's time from the start of a work's first pass to the end of its last, so that the host's time does not
 * enter. One clock to a device: it has the device's passes write their times while it measures.
 */
export class GpuClock implements Clock {
  readonly leastMs = 0.25;
  readonly #device: Device;
  readonly #queries: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;
  /** Passes since the last read-back; `null` while nothing is measured. */
  #passes: number | null = null;

  constructor(device: Device) {
    this.#device = device;
    const { gpu } = device;
    const size = 2 * MAX_PASSES * BigUint64Array.BYTES_PER_ELEMENT;
    const { QUERY_RESOLVE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    this.#queries = gpu.createQuerySet({ type: "timestamp", count: 2 * MAX_PASSES });
    this.#resolved = gpu.createBuffer({ size, usage: QUERY_RESOLVE | COPY_SRC });
    this.#staging = gpu.createBuffer({ size, usage: COPY_DST | MAP_READ });
    const create = gpu.createCommandEncoder.bind(gpu);
    gpu.createCommandEncoder = (descriptor) => this.#timed(create(descriptor));
  }

  async round(works: readonly Work[]): Promise<number[]> {
    const times: number[] = [];
    for (let from = 0; from < works.length; from += MAX_WORKS)
      times.push(...(await this.#measure(works.slice(from, from + MAX_WORKS))));
    return times;
  }

  async #measure(works: readonly Work[]): Promise<number[]> {
    this.#device.flush();
    this.#passes = 0;
    const spans: { readonly start: number; readonly end: number }[] = [];
    try {
      for (const work of works) spans.push(this.#run(work));
    } finally {
      this.#passes = null;
    }
    const ns = await this.#read(spans.at(-1)!.end);
    return spans.map(({ start, end }) => Number(ns[2 * end - 1]! - ns[2 * start]!) / 1e6);
  }

  /** @returns the passes that the work took */
  #run(work: Work) {
    const start = this.#passes!;
    work();
    this.#device.flush();
    const end = this.#passes!;
    if (end === start) throw new Error("bench: expected work for the GPU; got none");
    return { start, end };
  }

  async #read(passes: number): Promise<BigUint64Array> {
    const encoder = this.#device.gpu.createCommandEncoder();
    encoder.resolveQuerySet(this.#queries, 0, 2 * passes, this.#resolved, 0);
    encoder.copyBufferToBuffer(this.#resolved, this.#staging);
    this.#device.gpu.queue.submit([encoder.finish()]);
    await this.#staging.mapAsync(GPUMapMode.READ);
    const ns = new BigUint64Array(this.#staging.getMappedRange().slice(0));
    this.#staging.unmap();
    return ns;
  }

  /** An encoder whose passes write their times. */
  #timed(encoder: GPUCommandEncoder): GPUCommandEncoder {
    const begin = encoder.beginComputePass.bind(encoder);
    encoder.beginComputePass = (descriptor) => {
      if (this.#passes === null) return begin(descriptor);
      const first = 2 * this.#passes++;
      if (this.#passes > MAX_PASSES)
        throw new Error(`bench: expected works of at most ${MAX_PASSES} passes; got more`);
      const timestampWrites = {
        querySet: this.#queries,
        beginningOfPassWriteIndex: first,
        endOfPassWriteIndex: first + 1,
      };
      return begin({ ...descriptor, timestampWrites });
    };
    return encoder;
  }
}
