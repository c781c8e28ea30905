import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import { GraphError } from "../errors.ts";
import type { Shape } from "../shape.ts";
import { type Node, nextId, release } from "./node.ts";

/** A value that an input of a block had when the block was run. */
interface Kept {
  readonly storage: Storage;
  readonly version: number;
}

/** Makes the gradients of a block's inputs, by name, from that of its result, by running the block again. */
export type Rerun = (dy: Storage, wanted: readonly string[]) => ReadonlyMap<string, Storage>;

/** Several calls of ops as one node: what they need for backward is worked out anew there, from the block's inputs. */
export class Block {
  readonly kind = "block";
  readonly id = nextId();
  readonly shape: Shape;
  readonly dtype: Floating;
  readonly inputs: ReadonlyMap<string, Node>;
  readonly #rerun: Rerun;
  readonly #kept: readonly Kept[];
  #references = 1;
  #released = false;

  constructor(
    shape: Shape,
    dtype: Floating,
    inputs: ReadonlyMap<string, Node>,
    kept: readonly Storage[],
    rerun: Rerun,
  ) {
    this.shape = shape;
    this.dtype = dtype;
    this.inputs = inputs;
    this.#rerun = rerun;
    for (const node of inputs.values()) node.retain();
    this.#kept = kept.map((storage) => ({ storage: storage.retain(), version: storage.version }));
  }

  /** @throws {GraphError} if the inputs are gone or have changed. */
  expectSaved(): void {
    if (this.#released)
      throw new GraphError(
        "checkpoint: expected a graph that still holds its values; got one that an earlier backward released. " +
          "Pass { retainGraph: true } to that one",
      );
    if (this.#kept.some(({ storage, version }) => storage.version !== version))
      throw new GraphError(
        "checkpoint: expected its inputs as they were in forward; got one changed in place since. " +
          "Ask for gradients before the change",
      );
  }

  rerun(dy: Storage, wanted: readonly string[]): ReadonlyMap<string, Storage> {
    return this.#rerun(dy, wanted);
  }

  releaseSaved(): void {
    if (this.#released) return;
    this.#released = true;
    for (const { storage } of this.#kept) storage.release();
  }

  retain(): this {
    this.#references++;
    return this;
  }

  drop(): boolean {
    return --this.#references === 0;
  }

  release(): void {
    release(this);
  }
}
