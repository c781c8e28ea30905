import {
  type Device,
  type Shape,
  type Tensor,
  type Trace,
  type TracedCall,
  type TracedValue,
  trace,
} from "@equipoise/tensor";
import { BATCHES } from "./extent.ts";
import { OnnxError } from "./onnx-error.ts";
import type { OpWriter } from "./ops/op-writer.ts";
import { writers } from "./ops/writers.ts";

/** A function of named tensors. */
export type Body = (inputs: Readonly<Record<string, Tensor>>) => Readonly<Record<string, Tensor>>;

/** One function traced with two batches: what is the same in both holds for any. */
export interface Traces {
  readonly first: Trace;
  readonly second: Trace;
  /** The calls that the results rest on, in order, as both traces have them. */
  readonly calls: readonly (readonly [TracedCall, TracedCall])[];
  [Symbol.dispose](): void;
}

/**
 * Traces a function with two batches.
 *
 * @param inputs shapes without the batch
 * @throws {OnnxError} if it calls an op that ONNX has no words for, or does something else for another batch.
 */
export function traceBatches(device: Device, inputs: Readonly<Record<string, Shape>>, body: Body): Traces {
  const traced: Trace[] = [];
  const dispose = () => {
    for (const one of traced) one[Symbol.dispose]();
  };
  try {
    for (const batch of BATCHES) {
      const specs = Object.entries(inputs).map(([name, shape]) => [name, { shape: [batch, ...shape] }]);
      traced.push(trace(device, Object.fromEntries(specs), body));
    }
    const [first, second] = traced as [Trace, Trace];
    return { first, second, calls: pairs(needed(first), needed(second)), [Symbol.dispose]: dispose };
  } catch (error) {
    dispose();
    throw error;
  }
}

/** The calls without those whose results nobody reads. */
function needed({ calls, outputs }: Trace): TracedCall[] {
  const read = new Set<TracedValue>(Object.values(outputs));
  const kept = calls.toReversed().filter((call) => {
    if (!Object.values(call.outputs).some((value) => read.has(value))) return false;
    for (const value of Object.values(call.inputs)) read.add(value);
    return true;
  });
  return kept.reverse();
}

function pairs(first: readonly TracedCall[], second: readonly TracedCall[]) {
  const said = `for ${BATCHES[0]} images`;
  if (first.length !== second.length)
    throw differing(`${first.length} calls of ops ${said} and ${second.length} for ${BATCHES[1]}`);
  return first.map((call, i): readonly [TracedCall, TracedCall] => {
    const other = second[i]!;
    if (call.op !== other.op) throw differing(`${call.op} ${said} and ${other.op} for ${BATCHES[1]}`);
    expectSameAttributes(writerOf(call.op), call, other);
    return [call, other];
  });
}

/** @throws {OnnxError} if there is none. */
export function writerOf(op: string): OpWriter {
  if (Object.hasOwn(writers, op)) return writers[op]!;
  throw new OnnxError(
    `exportOnnx: expected ops that ONNX has words for; got ${op}. Known are ${Object.keys(writers).join(", ")}`,
  );
}

function expectSameAttributes({ fromShape = [] }: OpWriter, first: TracedCall, second: TracedCall): void {
  const [before, after] = [first, second].map(({ attrs }) => new Map(Object.entries(attrs ?? {})));
  for (const [name, value] of before!) {
    const [one, other] = [value, after!.get(name)].map((given) => JSON.stringify(given));
    if (one !== other && !fromShape.includes(name))
      throw differing(
        `${first.op} with ${name} ${one} for ${BATCHES[0]} images and ${other} for ${BATCHES[1]}`,
      );
  }
}

const differing = (got: string): OnnxError =>
  new OnnxError(`exportOnnx: expected a function that does the same for any batch; got ${got}`);
