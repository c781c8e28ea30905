import type { Dtype } from "../dtype.ts";
import type { Call, Op } from "../op.ts";
import type { Shape } from "../shape.ts";

// Four numbers and more: references destructure shapes without checking again what `op.shape` has checked.
type Known = readonly [number, number, number, number, ...number[]];

/** The arguments of one call, and element types other than an input's first. */
export type Case<I extends string, A, O extends string> = readonly [
  shapes: Readonly<Record<I, Shape>> & Readonly<Partial<Record<O, Shape>>>,
  attrs: A,
  dtypes?: Readonly<Partial<Record<I | O, Dtype>>>,
];

/** What an op owes its users: read by the tests and by the benchmark. */
export interface Contract<I extends string, A, O extends string = never> {
  readonly op: Op<I, A, O>;
  /** The forward pass in float64, written as the definition reads. Absent optional inputs are absent here too. */
  reference(
    inputs: Readonly<Record<I, Float64Array>> & Readonly<Partial<Record<O, Float64Array>>>,
    shapes: Readonly<Record<I, Known>> & Readonly<Partial<Record<O, Known>>>,
    attrs: A,
  ): Float64Array;
  readonly cases: Readonly<Record<string, Case<I, A, O>>>;
  /** Calls that must be refused, by the exact message. */
  readonly errors: Readonly<Record<string, Case<I, A, O>>>;
  readonly bench: Readonly<Record<string, Case<I, A, O>>>;
  /** Values of inputs that cannot be any number in [-1, 1), which is the default. */
  readonly sample?: Readonly<
    Partial<
      Record<
        I | O,
        (elements: number, seed: number, call: Pick<Call<I, A, O>, "shapes" | "attrs">) => Float64Array
      >
    >
  >;
  /** Largest accepted error relative to the scale of the result; default 1e-5. */
  readonly tolerance?: number;
}
