import { type Dtype, type Launch, type Shape, size } from "@equipoise/tensor";
import type { AnyCall } from "./call.ts";
import type { AnyOp } from "./contracts.ts";
import { elementBytes } from "./values.ts";

/** The forward pass of a call, or the pullback of one input. */
export interface Pass {
  readonly name: string;
  readonly launches: readonly Launch[];
  readonly flops: number;
  readonly bytes: number;
}

/** The passes of a call that launch something. A pullback's are those that forward has not made already. */
export function passesOf(op: AnyOp, call: AnyCall): Pass[] {
  const forward = op.forward(call);
  const specs = new Specs(op, call);
  specs.add(forward);
  const made = new Set(forward.flatMap(({ writes }) => Object.keys(writes)));
  const passes = [{ name: "forward", launches: forward, flops: op.flops(call), bytes: specs.bytes(forward) }];
  for (const input of op.inputs) {
    const dtype = call.dtypes[input];
    const pullback = op.backward[input];
    if (!pullback || (dtype !== "f32" && dtype !== "f16")) continue;
    const launches = pullback(call).filter(({ writes }) => !standsAlready(writes, made));
    specs.add(launches);
    const flops = input === "bias" ? size(call.y) : op.flops(call);
    passes.push({ name: `d${input}`, launches, flops, bytes: specs.bytes(launches) });
  }
  return passes.filter(({ launches }) => launches.length > 0);
}

const standsAlready = (writes: Launch["writes"], made: ReadonlySet<string>): boolean => {
  const names = Object.keys(writes);
  return names.length > 0 && names.every((name) => made.has(name));
};

/** Sizes of the tensors that launches name. */
class Specs {
  readonly #bytes = new Map<string, number>();

  constructor(op: AnyOp, call: AnyCall) {
    for (const [input, shape] of Object.entries(call.shapes)) this.#set(input, shape!, call.dtypes[input]);
    this.#set("y", call.y, op.dtype?.(call));
    this.#set("dy", call.y, op.dtype?.(call));
  }

  add(launches: readonly Launch[]): void {
    for (const { writes } of launches)
      for (const [name, { shape, dtype }] of Object.entries(writes)) this.#set(name, shape, dtype);
  }

  /** What is updated is both read and written; a name that stands for several bindings is read once. */
  bytes(launches: readonly Launch[]): number {
    return launches
      .flatMap(({ reads, updates = [], writes }) => [
        ...new Set([...reads, ...updates]),
        ...updates,
        ...Object.keys(writes),
      ])
      .reduce((sum, name) => sum + this.#bytes.get(name)!, 0);
  }

  #set(name: string, shape: Shape, dtype: Dtype = "f32"): void {
    this.#bytes.set(name, size(shape) * elementBytes[dtype]);
  }
}
