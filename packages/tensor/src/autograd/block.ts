import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import { Interior, type Node } from "./node.ts";

/** What a block keeps for backward. */
export interface BlockMemory {
  /** @throws {GraphError} if it has changed since. */
  expect(): void;
  release(): void;
}

/** Makes the gradients of a block's inputs, by name, a reference to each, from the cotangent of its result. */
export type Pull = (dy: Storage, wanted: readonly string[]) => ReadonlyMap<string, Storage>;

/** Several calls of ops as one node of the graph: how it makes its gradients is its own affair. */
export class Block extends Interior {
  readonly kind = "block";
  readonly pull: Pull;
  readonly #memory: BlockMemory;

  constructor(
    shape: Shape,
    dtype: Floating,
    inputs: ReadonlyMap<string, Node>,
    memory: BlockMemory,
    pull: Pull,
  ) {
    super(shape, dtype, inputs);
    this.pull = pull;
    this.#memory = memory;
  }

  /** @throws {GraphError} if what it keeps is gone or has changed. */
  expectSaved(): void {
    this.expectHeld("gradients");
    this.#memory.expect();
  }

  protected override forget(): void {
    this.#memory.release();
  }
}
