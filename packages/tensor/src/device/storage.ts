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
  references = 1;
  /** Counts changes in place, so that a gradient can refuse values that are no longer those of its forward. */
  version = 0;
  readonly id: number;
  /** Bytes of the buffer, which may be more than were asked for. */
  readonly bytes: number;
  readonly #owner: StorageOwner;
  #buffer: GPUBuffer | null;

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
        "tensor: expected a tensor that holds values; got one of a captured step, which has them while it runs. " +
          "Return it from the step's body",
      );
    return this.#buffer;
  }

  /** Gives it the buffer that it stands for. */
  place(buffer: GPUBuffer): void {
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
