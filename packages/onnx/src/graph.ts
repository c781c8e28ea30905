import { size } from "@equipoise/tensor";
import type { Attribute } from "./attribute.ts";
import { bytesOf, type Elements, type ElementType } from "./elements.ts";
import type { Extent } from "./extent.ts";

/** A call of an operator of ONNX. */
export interface Node {
  readonly name: string;
  /** The operator, such as `Conv`. */
  readonly type: string;
  /** Names of values; empty for an input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A tensor that comes with a model. */
export interface Initializer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly bytes: Uint8Array;
}

/** The nodes of a graph and the constants that they read, as they are added. */
export class Graph {
  readonly initializers: Initializer[] = [];
  #nodes: Node[] = [];
  readonly #names = new Set<string>();
  readonly #constants = new Map<string, string>();
  readonly #input: string;
  #batch: string | null = null;

  /** @param input a value whose first extent is the batch */
  constructor(input: string, reserved: Iterable<string>) {
    this.#input = input;
    for (const name of reserved) this.#names.add(name);
  }

  /** In an order in which each reads what those before it have made. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** A node of ONNX's operator `type`; `""` stands for an input that is left out. @returns its first result's name */
  node(
    type: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    more: readonly string[] = [],
  ): string {
    const name = this.fresh(type);
    this.#nodes.push({ name, type, inputs, outputs: [name, ...more], attributes });
    return name;
  }

  /** A name that nothing has yet. */
  fresh(stem: string): string {
    let name = stem;
    for (let i = 1; this.#names.has(name); i++) name = `${stem}_${i}`;
    this.#names.add(name);
    return name;
  }

  /** A tensor that comes with the model. */
  initializer(stem: string, elements: Elements, shape: readonly number[], type: ElementType): string {
    const name = this.fresh(stem);
    this.initializers.push({ name, shape, type, bytes: bytesOf(elements, type) });
    return name;
  }

  /** A constant of a few numbers; equal ones are one. */
  constant(
    elements: readonly number[],
    type: ElementType = "float",
    shape: readonly number[] = [elements.length],
  ): string {
    const key = `${type}[${shape}]${elements}`;
    let name = this.#constants.get(key);
    if (!name) this.#constants.set(key, (name = this.initializer("constant", elements, shape, type)));
    return name;
  }

  scalar(value: number): string {
    return this.constant([value], "float", []);
  }

  /** A constant of one number over and over. */
  filled(value: number, shape: readonly number[]): string {
    return this.constant(Array<number>(size(shape)).fill(value), "float", shape);
  }

  /** A shape as a tensor, worked out from the batch where it grows with that. */
  shape(extents: readonly Extent[]): string {
    if (extents.every((extent) => typeof extent === "number")) return this.constant(extents, "int64");
    const parts = extents.map((extent) => {
      if (typeof extent === "number") return this.constant([extent], "int64");
      this.#batch ??= this.node("Shape", [this.#input], { start: { int: 0 }, end: { int: 1 } });
      return extent.times === 1
        ? this.#batch
        : this.node("Mul", [this.#batch, this.constant([extent.times], "int64")]);
    });
    return parts.length === 1 ? parts[0]! : this.node("Concat", parts, { axis: { int: 0 } });
  }

  /** Gives results the names that the model has for them: what makes them is renamed, or copied where that cannot be. */
  expose(results: Readonly<Record<string, string>>): void {
    const renamed = new Map<string, string>();
    for (const [name, from] of Object.entries(results)) {
      const made = this.#nodes.some(({ outputs }) => outputs.includes(from));
      if (made && !renamed.has(from)) renamed.set(from, name);
      else this.#nodes.push({ name, type: "Identity", inputs: [from], outputs: [name], attributes: {} });
    }
    const now = (name: string) => renamed.get(name) ?? name;
    this.#nodes = this.#nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(now),
      outputs: node.outputs.map(now),
    }));
  }
}
