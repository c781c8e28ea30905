import { type Device, size, Tensor, type TypedArray } from "@equipoise/tensor";
import type { AnyCall } from "./call.ts";
import type { AnyOp, Contract } from "./contracts.ts";
import type { Pass } from "./passes.ts";
import { filled } from "./values.ts";

type Storages = ReadonlyMap<string, Tensor["storage"]>;

/** A call whose inputs stand on a device, with what forward makes of them and a cotangent of its result. */
export class PreparedCall {
  readonly #device: Device;
  readonly #op: AnyOp;
  readonly #tensors: readonly Tensor[];
  readonly #inputs: Storages;
  /** Inputs, the cotangent, and what forward made. */
  readonly #standing: Storages;

  constructor(device: Device, { op, sample }: Contract, call: AnyCall) {
    const { shapes, attrs, dtypes } = call;
    const tensors = new Map<string, Tensor>();
    for (const [seed, name] of op.inputs.entries()) {
      const shape = shapes[name];
      if (!shape) continue;
      const values = sample?.[name]?.(size(shape), seed, { shapes, attrs });
      tensors.set(name, filled(device, shape, dtypes[name]!, values));
    }
    const dy = filled(device, call.y, op.dtype?.(call) ?? "f32");
    this.#device = device;
    this.#op = op;
    this.#tensors = [...tensors.values(), dy];
    this.#inputs = new Map([...tensors].map(([name, { storage }]) => [name, storage]));
    const standing = new Map(this.#inputs);
    if (op.view) standing.set("y", standing.get(op.view)!.retain());
    device.launch(op.name, op.forward(call), standing);
    this.#standing = standing.set("dy", dy.storage);
  }

  /** Records a pass, and lets go of what it makes. */
  record(pass: Pass): void {
    for (const storage of this.#launch(pass).values()) storage.release();
  }

  /** Reads what a pass makes of an input's shape, or of the result's. */
  async read(pass: Pass): Promise<TypedArray> {
    const { name, shape, dtype = "f32" } = resultOf(pass);
    const made = this.#launch(pass);
    const result = new Tensor(this.#device, made.get(name)!, shape, dtype);
    const values = await result.read();
    for (const storage of made.values()) storage.release();
    return values;
  }

  dispose(): void {
    for (const [name, storage] of this.#standing)
      if (name !== "dy" && !this.#inputs.has(name)) storage.release();
    for (const tensor of this.#tensors) tensor.dispose();
  }

  /** @returns what the pass made, by name */
  #launch({ name, launches }: Pass): Map<string, Tensor["storage"]> {
    const before = name === "forward" ? this.#inputs : this.#standing;
    const made = new Map(before);
    this.#device.launch(this.#op.name, launches, made);
    for (const stood of before.keys()) made.delete(stood);
    return made;
  }
}

function resultOf({ name, launches }: Pass) {
  const result = name === "forward" ? "y" : name;
  const { writes } = launches.findLast(({ writes }) => result in writes)!;
  return { name: result, ...writes[result]! };
}
