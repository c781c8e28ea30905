import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import { GraphError } from "../errors.ts";
import type { Shape } from "../shape.ts";
import { type Node, nextId, release } from "./node.ts";

/** What a block keeps for backward. */
export interface BlockMemory {
  /** @throws {GraphError} if it has changed since. */
  expect(): void;
  release(): void;
}

/** Makes the gradients of a block's inputs, by name, a reference to each, from the cotangent of its result. */
export type Pull = (dy: Storage, wanted: readonly string[]) => ReadonlyMap<string, Storage>;

/** Several calls of ops as one node of the graph: how it makes its gradients is its own affair. */
export class Block {
  readonly kind = "block";
  readonly id = nextId();
  readonly shape: Shape;
  readonly dtype: Floating;
  readonly inputs: ReadonlyMap<string, Node>;
  readonly pull: Pull;
  readonly #memory: BlockMemory;
  #references = 1;
  #released = false;

  constructor(
    shape: Shape,
    dtype: Floating,
    inputs: ReadonlyMap<string, Node>,
    memory: BlockMemory,
    pull: Pull,
  ) {
    this.shape = shape;
    this.dtype = dtype;
    this.inputs = inputs;
    this.pull = pull;
    this.#memory = memory;
    for (const node of inputs.values()) node.retain();
  }

  /** @throws {GraphError} if what it keeps is gone or has changed. */
  expectSaved(): void {
    if (this.#released)
      throw new GraphError(
        "gradients: expected a graph that still holds its values; got one that an earlier backward released. " +
          "Pass { retainGraph: true } to that one",
      );
    this.#memory.expect();
  }

  releaseSaved(): void {
    if (this.#released) return;
    this.#released = true;
    this.#memory.release();
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
