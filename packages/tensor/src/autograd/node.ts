import type { Storage } from "../device/storage.ts";
import type { Floating } from "../dtype.ts";
import { GraphError } from "../errors.ts";
import type { AnyOp, Launch } from "../op.ts";
import type { Shape } from "../shape.ts";
import type { Block } from "./block.ts";

/** A value in the graph of gradients. Nodes hold each other, not tensors: a tensor can go while its node stays. */
export type Node = Leaf | Step | Block;

let nodesMade = 0;

/** Grows along every path of the graph, so that descending order is an order for the reverse walk. */
export const nextId = (): number => nodesMade++;

const none: ReadonlyMap<string, Node> = new Map();

/** A tensor that gradients are asked for. */
export class Leaf {
  readonly kind = "leaf";
  readonly id = nextId();
  readonly inputs = none;
  readonly shape: Shape;
  readonly dtype: Floating;
  constructor(shape: Shape, dtype: Floating) {
    this.shape = shape;
    this.dtype = dtype;
  }
  retain(): this {
    return this;
  }
}

/** A value that was worked out from others, and what it keeps for backward until that has been walked. */
export abstract class Interior {
  readonly id = nextId();
  readonly shape: Shape;
  readonly dtype: Floating;
  /** Nodes of the inputs that gradients flow to, by input name. */
  readonly inputs: ReadonlyMap<string, Node>;
  #references = 1;
  #released = false;

  constructor(shape: Shape, dtype: Floating, inputs: ReadonlyMap<string, Node>) {
    this.shape = shape;
    this.dtype = dtype;
    this.inputs = inputs;
    for (const node of inputs.values()) node.retain();
  }

  /** Lets go of the values kept for backward. */
  protected abstract forget(): void;

  /** @throws {GraphError} if the values kept for backward are gone. */
  protected expectHeld(name: string): void {
    if (this.#released)
      throw new GraphError(
        `${name}: expected a graph that still holds its values; got one that an earlier backward released. ` +
          "Pass { retainGraph: true } to that one",
      );
  }

  releaseSaved(): void {
    if (this.#released) return;
    this.#released = true;
    this.forget();
  }

  retain(): this {
    this.#references++;
    return this;
  }

  /** Whether the last reference went. */
  drop(): boolean {
    return --this.#references === 0;
  }
}

/** A call of an op: how to make the gradients of its inputs, and the values that takes. */
export class Step extends Interior {
  readonly kind = "step";
  readonly op: AnyOp;
  readonly pullbacks: ReadonlyMap<string, readonly Launch[]>;
  readonly #saved: ReadonlyMap<string, { readonly storage: Storage; readonly version: number }>;

  constructor(
    op: AnyOp,
    shape: Shape,
    dtype: Floating,
    inputs: ReadonlyMap<string, Node>,
    pullbacks: ReadonlyMap<string, readonly Launch[]>,
    tensors: ReadonlyMap<string, Storage>,
  ) {
    super(shape, dtype, inputs);
    this.op = op;
    this.pullbacks = pullbacks;
    const saved = new Map<string, { storage: Storage; version: number }>();
    for (const name of namesRead(pullbacks.values())) {
      const storage = tensors.get(name);
      if (storage) saved.set(name, { storage: storage.retain(), version: storage.version });
    }
    this.#saved = saved;
  }

  /** The values kept for backward, by name. @throws {GraphError} if they are gone or have changed. */
  saved(): Map<string, Storage> {
    this.expectHeld(this.op.name);
    const values = new Map<string, Storage>();
    for (const [name, { storage, version }] of this.#saved) {
      if (storage.version !== version)
        throw new GraphError(
          `${this.op.name}: expected ${name} as it was in forward; got one changed in place since. ` +
            "Ask for gradients before the change",
        );
      values.set(name, storage);
    }
    return values;
  }

  protected override forget(): void {
    for (const { storage } of this.#saved.values()) storage.release();
  }
}

/** Lets go of a node and of what only it held, however long the chain: no recursion. */
export function release(first: Node): void {
  const stack: Node[] = [first];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.kind === "leaf" || !node.drop()) continue;
    node.releaseSaved();
    stack.push(...node.inputs.values());
  }
}

/** Names that launches read before one of them writes them. */
function namesRead(pullbacks: Iterable<readonly Launch[]>): Set<string> {
  const names = new Set<string>();
  for (const launches of pullbacks) {
    const written = new Set(["dy"]);
    for (const { reads, writes } of launches) {
      for (const name of reads) if (!written.has(name)) names.add(name);
      for (const name of Object.keys(writes)) written.add(name);
    }
  }
  return names;
}
