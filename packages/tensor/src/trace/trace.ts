import { noGrad } from "../autograd/no-grad.ts";
import { Tape } from "../capture/tape.ts";
import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import { byteLength, type Dtype } from "../dtype.ts";
import { GraphError } from "../errors.ts";
import type { Spec } from "../op.ts";
import { keep, scope } from "../scope.ts";
import { type Shape, sameShape, size } from "../shape.ts";
import { Tensor } from "../tensor.ts";
import { type ObservedCall, type Observer, observing } from "./observer.ts";

/** A tensor of a trace: the same object wherever the same elements are read under the same shape. */
export interface TracedValue {
  readonly shape: Shape;
  readonly dtype: Dtype;
}

/** One call of an op. @typeParam A attributes, those of the op's record */
export interface TracedCall<A = unknown> {
  readonly op: string;
  /** By the names of the op's record; optional ones that were not given are absent. */
  readonly inputs: Readonly<Record<string, TracedValue>>;
  readonly attrs: A;
  /** `y`, and what the op hands out beside it, such as the places of a pooling's maxima, `taken`. */
  readonly outputs: Readonly<Record<string, TracedValue>>;
}

type Named<T> = Readonly<Record<string, T>>;

/** What a function of tensors does, as data: for writing it in another form. */
export interface Trace {
  /** In the order they were made in. */
  readonly calls: readonly TracedCall[];
  readonly inputs: Named<TracedValue>;
  readonly outputs: Named<TracedValue>;
  /** What calls read that is neither an input nor made by a call: parameters, and constants of the function. */
  readonly given: ReadonlyMap<TracedValue, Tensor>;
  /** Frees what the trace holds: constants that the function made from numbers. */
  [Symbol.dispose](): void;
}

/**
 * Records which ops a function calls, on what and with which attributes. Nothing is computed, and no memory taken but for
 * constants: inputs of any size will do.
 *
 * @param inputs shapes and element types of the function's inputs
 * @param body a function of ops alone, whose results go by name; must not be asynchronous
 * @throws {GraphError} if it changes tensors in place, asks for gradients, or writes from the host what it was given.
 * @throws what the ops throw, if shapes do not fit.
 */
export function trace(
  device: Device,
  inputs: Named<Spec>,
  body: (inputs: Named<Tensor>) => Named<Tensor>,
): Trace {
  const tape = new Tape(device);
  const recorder = new TraceRecorder(tape);
  const dispose = () => {
    for (const x of recorder.given.values()) x.dispose();
    for (const storage of tape.held) storage.release();
  };
  try {
    return device.divert(tape, () =>
      scope(() => {
        const fed = mapValues(inputs, ({ shape, dtype = "f32" }) => {
          return new Tensor(device, tape.allocate(byteLength(dtype, size(shape))), shape, dtype);
        });
        const values = mapValues(fed, (x) => recorder.name(x));
        const results = observing(recorder, () => noGrad(() => body(fed)));
        recorder.begins();
        const outputs = mapValues(results, (x) => recorder.read(x, "trace"));
        const { calls, given } = recorder;
        return { calls, inputs: values, outputs, given, [Symbol.dispose]: dispose };
      }),
    );
  } catch (error) {
    dispose();
    throw error;
  }
}

/** Tells the values of a trace apart, and lists its calls. */
class TraceRecorder implements Observer {
  readonly calls: TracedCall[] = [];
  readonly given = new Map<TracedValue, Tensor>();
  readonly #tape: Tape;
  readonly #values = new Map<Storage, TracedValue[]>();
  /** How many launches there are of the calls so far. */
  #launches = 0;

  constructor(tape: Tape) {
    this.#tape = tape;
  }

  /** @throws {GraphError} if anything but a call has launched something since the last one ended. */
  begins(): void {
    const other = this.#tape.launches[this.#launches];
    if (other)
      throw new GraphError(
        `trace: expected a function of ops alone; got ${other.label}, which is none. Trace evaluation, not training`,
      );
  }

  ends({ op, given, attrs, made }: ObservedCall): void {
    this.#launches = this.#tape.launches.length;
    const inputs = Object.fromEntries(given.map(([name, x]) => [name, this.read(x, op)]));
    // A view of the same shape is what it was made from.
    if (this.#find(made[0]![1])) return;
    const outputs = Object.fromEntries(made.map(([name, x]) => [name, this.name(x)]));
    this.calls.push({ op, inputs, attrs, outputs });
  }

  /** The value of a tensor that is read; one that no call has made was made outside, or from numbers. */
  read(x: Tensor, op: string): TracedValue {
    const known = this.#find(x);
    if (known) return known;
    if (this.#tape.owns(x.storage.root))
      throw new GraphError(`${op}: expected tensors made by ops; got one that something else has made`);
    const value = this.name(x);
    this.given.set(value, keep(x.detach()));
    return value;
  }

  name({ storage, shape, dtype }: Tensor): TracedValue {
    const value = { shape, dtype };
    this.#values.set(storage.root, [...(this.#values.get(storage.root) ?? []), value]);
    return value;
  }

  #find({ storage, shape, dtype }: Tensor): TracedValue | undefined {
    return this.#values
      .get(storage.root)
      ?.find((value) => value.dtype === dtype && sameShape(value.shape, shape));
  }
}

const mapValues = <T, U>(record: Named<T>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value)]));
