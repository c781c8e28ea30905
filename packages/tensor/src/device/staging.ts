/** Buffers for read-backs, kept by size while no read uses them. */
export class Staging {
  readonly #device: GPUDevice;
  readonly #free = new Map<number, GPUBuffer[]>();
  readonly #all = new Set<GPUBuffer>();
  bytes = 0;
  readbacks = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  get buffers(): number {
    return this.#all.size;
  }

  /** The first `bytes` bytes (a multiple of 4) of a buffer, once the queue has come to this point. */
  async read(source: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
    this.readbacks++;
    const buffer = this.#free.get(bytes)?.pop() ?? this.#create(bytes);
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, 0, buffer, 0, bytes);
    this.#device.queue.submit([encoder.finish()]);
    await buffer.mapAsync(GPUMapMode.READ).catch((error: unknown) => {
      if (this.#all.delete(buffer)) this.bytes -= bytes;
      buffer.destroy();
      throw error;
    });
    const data = buffer.getMappedRange().slice(0);
    buffer.unmap();
    const list = this.#free.get(bytes);
    if (list) list.push(buffer);
    else this.#free.set(bytes, [buffer]);
    return data;
  }

  destroy(): void {
    for (const buffer of this.#all) buffer.destroy();
    this.#all.clear();
    this.#free.clear();
  }

  #create(bytes: number): GPUBuffer {
    const buffer = this.#device.createBuffer({
      size: bytes,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    this.#all.add(buffer);
    this.bytes += bytes;
    return buffer;
  }
}
