import { GraphError } from "../errors.ts";

/** Where storage goes when nothing refers to it any more. */
export interface StorageOwner {
  recycle(storage: Storage): void;
}

/**
 * Reference-counted GPU memory; back with its owner when the count falls to zero. That of a captured step gets its
 * buffer once the whole step is known.
 */
export class Storage {
  /** Bytes of the buffer in front of this memory: 0 but for a {@link StorageWindow}. */
  readonly offset: number = 0;
  references = 1;
  readonly id: number;
  /** Bytes of the buffer, which may be more than were asked for. */
  readonly bytes: number;
  readonly #owner: StorageOwner;
  #buffer: GPUBuffer | null;
  #version = 0;

  constructor(id: number, bytes: number, owner: StorageOwner, buffer: GPUBuffer | null = null) {
    this.id = id;
    this.bytes = bytes;
    this.#owner = owner;
    this.#buffer = buffer;
  }

  /** @throws {GraphError} if it has none. */
  get buffer(): GPUBuffer {
    if (!this.#buffer)
      throw new GraphError(
        "tensor: expected a tensor that holds values; got one of a captured step that is not among its results, or " +
          "whose step was disposed of. Return it from the step's body",
      );
    return this.#buffer;
  }

  /** Counts changes in place, so that a gradient can refuse values that are no longer those of its forward. */
  get version(): number {
    return this.#version;
  }

  /** Says that the content has changed. */
  touch(): void {
    this.#version++;
  }

  /** The memory that this is part of, or itself. */
  get root(): Storage {
    return this;
  }

  /** What tells it from other memory of the same device. */
  get key(): string {
    return `${this.id}`;
  }

  /** Gives it the buffer that it stands for, or takes it back. */
  place(buffer: GPUBuffer | null): void {
    this.#buffer = buffer;
  }

  retain(): this {
    this.references++;
    return this;
  }

  release(): void {
    if (--this.references === 0) this.#owner.recycle(this);
  }
}

/** Part of other memory, which it keeps alive: what a kernel binds of a tensor that is larger than it can bind. */
export class StorageWindow extends Storage {
  override readonly offset: number;
  readonly #whole: Storage;

  /** @param offset in bytes, a multiple of the adapter's alignment of bindings */
  constructor(whole: Storage, offset: number, bytes: number) {
    super(whole.id, bytes, { recycle: () => whole.release() });
    whole.retain();
    this.offset = offset;
    this.#whole = whole;
  }

  override get version(): number {
    return this.#whole.version;
  }

  override touch(): void {
    this.#whole.touch();
  }

  override get buffer(): GPUBuffer {
    return this.#whole.buffer;
  }

  override get root(): Storage {
    return this.#whole.root;
  }

  override get key(): string {
    return `${this.id}@${this.offset}+${this.bytes}`;
  }
}
