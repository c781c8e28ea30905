import type { Tensor, TracedCall, TracedValue, TypedArray } from "@equipoise/tensor";
import { elementTypeOf } from "./elements.ts";
import { BATCHES, extentsOf } from "./extent.ts";
import type { Graph } from "./graph.ts";
import { OnnxError } from "./onnx-error.ts";
import { type Traces, writerOf } from "./traces.ts";
import type { Value } from "./value.ts";

/** Writes traces into a graph: keeps the name of every traced value that has one. */
export class Writing {
  readonly graph: Graph;
  readonly #traces: Traces;
  readonly #values = new Map<TracedValue, Value>();

  constructor(graph: Graph, traces: Traces) {
    this.graph = graph;
    this.#traces = traces;
    for (const [name, value] of Object.entries(traces.first.inputs))
      this.#put("an input", name, value, traces.second.inputs[name]!);
  }

  /** The value of a traced one. */
  of(traced: TracedValue): Value {
    return this.#values.get(traced)!;
  }

  /**
   * Puts in the tensors that calls read and none has made.
   *
   * @param names by which those that are known go
   * @throws {OnnxError} if the function makes others for another batch.
   */
  async addGiven(names: Readonly<Record<string, Tensor>>): Promise<void> {
    const known = new Map(Object.entries(names).map(([name, { storage }]) => [storage, name]));
    const { first, second, calls } = this.#traces;
    const read = [
      ...calls.map(([call, other]) => [call.op, call.inputs, other.inputs] as const),
      ["the function", first.outputs, second.outputs] as const,
    ];
    for (const [op, values, others] of read)
      for (const [name, value] of Object.entries(values)) {
        const tensor = first.given.get(value);
        if (!tensor || this.#values.has(value)) continue;
        const twin = second.given.get(others[name]!);
        const elements = await tensor.read();
        if (!twin || (twin.storage !== tensor.storage && !equal(elements, await twin.read())))
          throw new OnnxError(
            `exportOnnx: expected constants that are the same for any batch; got ${name} of ${op}, another for ` +
              `${BATCHES[0]} images than for ${BATCHES[1]}`,
          );
        const stem = known.get(tensor.storage) ?? "constant";
        const type = elementTypeOf(value.dtype);
        this.#put(op, this.graph.initializer(stem, elements, value.shape, type), value, others[name]!);
      }
  }

  /** Puts in the nodes of all calls. */
  addCalls(): void {
    const { first, calls } = this.#traces;
    const readValues = new Set([
      ...Object.values(first.outputs),
      ...calls.flatMap(([{ inputs }]) => Object.values(inputs)),
    ]);
    for (const [call, other] of calls) this.#add(call, other, readValues);
  }

  #add(call: TracedCall, other: TracedCall, readValues: ReadonlySet<TracedValue>): void {
    const { op, attrs } = call;
    const inputs = Object.fromEntries(
      Object.entries(call.inputs).map(([name, value]) => [name, this.of(value)]),
    );
    const results = Object.entries(call.outputs).filter(([, value]) => readValues.has(value));
    const { y } = call.outputs as { readonly y: TracedValue };
    const written = writerOf(op).write(this.graph, {
      op,
      attrs,
      inputs,
      read: new Set(results.map(([name]) => name)),
      shape: extentsOf(op, [y.shape, other.outputs["y"]!.shape]),
      dtype: y.dtype,
    });
    const names: Readonly<Record<string, string>> = typeof written === "string" ? { y: written } : written;
    for (const [name, value] of results) {
      const given = names[name];
      if (given === undefined)
        throw new OnnxError(
          `exportOnnx: expected y alone of ${op} to be read; got ${name}, which ONNX has not`,
        );
      this.#put(op, given, value, other.outputs[name]!);
    }
  }

  #put(op: string, name: string, first: TracedValue, second: TracedValue): void {
    this.#values.set(first, { name, shape: extentsOf(op, [first.shape, second.shape]), dtype: first.dtype });
  }
}

const equal = (a: TypedArray, b: TypedArray): boolean =>
  a.length === b.length && a.every((element, i) => Object.is(element, b[i]));
