import { DeviceError } from "../errors.ts";
import type { AdapterProfile } from "./adapter.ts";
import { Storage, type StorageOwner } from "./storage.ts";

/** @throws {DeviceError} if there are more of them than the adapter allows. */
export function expectBytes(bytes: number, most: number, label: string): void {
  if (bytes > most)
    throw new DeviceError(
      `${label}: expected tensors of at most ${most} bytes on this adapter; got ${bytes} bytes. ` +
        "Use a smaller batch or resolution",
      "out-of-memory",
    );
}

/**
 * Keeps freed buffers by size and hands out the oldest of them, whatever the order in which they came back. So a loop
 * that allocates and frees in the same order gets the same buffers in each turn, and makes no buffer and no bind group
 * after its first. The last one freed would not do: its choice permutes the buffers from turn to turn.
 */
export class BufferPool implements StorageOwner {
  readonly #device: GPUDevice;
  readonly #maxBytes: number;
  readonly #maxBindingBytes: number;
  readonly #free = new Map<number, Storage[]>();
  readonly #all: Storage[] = [];
  /** Bytes of all buffers of this pool, in use or free. */
  bytes = 0;
  /** Bytes in use now, and at most so far. */
  usedBytes = 0;
  peakBytes = 0;

  constructor(device: GPUDevice, profile: Pick<AdapterProfile, "maxTensorBytes" | "maxBindingBytes">) {
    this.#device = device;
    this.#maxBytes = profile.maxTensorBytes;
    this.#maxBindingBytes = profile.maxBindingBytes;
  }

  get buffers(): number {
    return this.#all.length;
  }

  /** @throws {DeviceError} if no buffer can be so large. */
  expectRoom(bytes: number, label: string): void {
    expectBytes(bytes, this.#maxBytes, label);
  }

  acquire(bytes: number, label: string): Storage {
    this.expectRoom(bytes, label);
    const rounded = this.roundUp(bytes);
    const storage = this.#free.get(rounded)?.pop() ?? this.#create(rounded);
    storage.references = 1;
    storage.touch();
    this.usedBytes += storage.bytes;
    this.peakBytes = Math.max(this.peakBytes, this.usedBytes);
    return storage;
  }

  /** Bytes of the buffer for so many: what a kernel can bind stays so. */
  roundUp(bytes: number): number {
    return Math.min(roundUp(bytes), bytes <= this.#maxBindingBytes ? this.#maxBindingBytes : this.#maxBytes);
  }

  recycle(storage: Storage): void {
    this.usedBytes -= storage.bytes;
    const list = this.#free.get(storage.bytes);
    if (!list) {
      this.#free.set(storage.bytes, [storage]);
      return;
    }
    // By falling age, so that the oldest is the last; freed buffers come back nearly in order.
    let at = list.length;
    while (at > 0 && list[at - 1]!.id < storage.id) at--;
    list.splice(at, 0, storage);
  }

  destroy(): void {
    for (const { buffer } of this.#all) buffer.destroy();
    this.#all.length = 0;
    this.#free.clear();
    this.bytes = this.usedBytes = 0;
  }

  #create(bytes: number): Storage {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const storage = new Storage(
      this.#all.length,
      bytes,
      this,
      this.#device.createBuffer({ size: bytes, usage }),
    );
    this.#all.push(storage);
    this.bytes += bytes;
    return storage;
  }
}

/**
 * Sizes of a pool's buffers: multiples of 256 bytes, and above 16 KiB of an eighth of the power of two below. So a
 * kernel may take its tensors by fours and go beyond a tensor's end, but not beyond its buffer's.
 */
function roundUp(bytes: number): number {
  const step = bytes <= 16_384 ? 256 : 2 ** (Math.floor(Math.log2(bytes)) - 3);
  return Math.max(256, Math.ceil(bytes / step) * step);
}
