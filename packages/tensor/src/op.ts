import type { AdapterProfile } from "./device/adapter.ts";
import type { Dtype } from "./dtype.ts";
import type { Grid } from "./grid.ts";
import type { Shape } from "./shape.ts";

/** Shape and element type of a tensor that a launch makes. */
export interface Spec {
  readonly shape: Shape;
  /** Default `"f32"`. */
  readonly dtype?: Dtype;
}

/** A field of a kernel's `Params` struct: a `u32` or `i32` as a number, an `f32` through {@link float}. */
export type Param = number | { readonly f32: number };

/** Marks a parameter as `f32`. */
export const float = (value: number): Param => ({ f32: value });

/**
 * One dispatch of one kernel, in terms of names. A name stands for one tensor and is written by one launch; the
 * call's inputs go by their own names, its result is `y`, the cotangent of that `dy`, and the gradient of an input
 * `name` is `dname`. The kernel's bindings are `reads`, `updates`, `writes`, then the uniform `Params`.
 */
export interface Launch {
  /** WGSL whose entry point is `main`. */
  readonly code: string;
  readonly reads: readonly string[];
  /**
   * That the kernel is a map: each four elements of what it writes come, through its function `map`, from the same four
   * of its first so many reads, and perhaps from anywhere in the others. A captured step joins maps to other kernels.
   */
  readonly map?: number;
  /** The kernel of the same bindings and parameters that has the function `map`, where `code` itself has not. */
  readonly mapCode?: string;
  /** Tensors that stand already and are changed in place. */
  readonly updates?: readonly string[];
  readonly writes: Readonly<Record<string, Spec>>;
  /** Fields of the kernel's `Params` struct, in order. */
  readonly params: Readonly<Record<string, Param>>;
  /**
   * The element type of the tensors that the kernel stores as `alias real`: `"f16"` makes halves of them, any other, and
   * none, leaves the kernel as it is written. Its `alias result`, if it has one, stands for the type of the first tensor
   * it writes.
   */
  readonly real?: Dtype;
  /** Values for the kernel's `override` constants. */
  readonly constants?: Readonly<Record<string, number>>;
  /** Workgroups to dispatch. */
  readonly grid: Grid;
}

/** What an op knows of one call when it plans its launches. */
export interface Call<I extends string, A, O extends string = never> {
  /** Shapes of the inputs; those of optional inputs are absent when the input is. */
  readonly shapes: Readonly<Record<I, Shape>> & Readonly<Partial<Record<O, Shape>>>;
  readonly dtypes: Readonly<Record<string, Dtype>>;
  readonly attrs: A;
  /** Shape of the result. */
  readonly y: Shape;
  readonly adapter: AdapterProfile;
}

/** How a call is cut along the first axis of its tensors, into calls over a few images each. */
export interface Cut<Name extends string> {
  /** Inputs that are cut; the others go whole into each call. */
  readonly inputs: readonly Name[];
  /** Whether the results of the calls follow one another in `y`, or add up to it. */
  readonly y: "cut" | "added";
}

/** The cut of an op that does the same to every image: the named inputs and the result are cut. */
export const byImage =
  <Name extends string>(...inputs: readonly Name[]) =>
  (): Cut<Name> => ({ inputs, y: "cut" });

/** What the rest of the library wants to know of an op, whatever its inputs and attributes. */
export interface AnyOp {
  readonly name: string;
  readonly dtypes?: Readonly<Partial<Record<string, readonly Dtype[]>>>;
  readonly prefersHalf?: true;
}

/**
 * A differentiable operation: its shape rule, its kernels, and one pullback per differentiable input. What backward
 * needs from forward is what its launches read: nothing else is kept.
 *
 * @typeParam I names of the inputs, @typeParam A attributes, @typeParam O names of the inputs that may be absent
 */
export interface Op<I extends string, A, O extends string = never> {
  readonly name: string;
  readonly inputs: readonly (I | O)[];
  /** Element types an input may have; default `["f32"]`. Inputs that may be `floating` are all of one type. */
  readonly dtypes?: Readonly<Partial<Record<I | O, readonly Dtype[]>>>;
  /** The result's shape. Throws `ShapeError` when the inputs do not fit. */
  shape(shapes: Call<I, A, O>["shapes"], attrs: A): Shape;
  /** Element type of the result; default `"f32"`. */
  dtype?(call: Call<I, A, O>): Dtype;
  /** The input whose memory the result shares, for ops that only change the shape. */
  readonly view?: I;
  /** Launches that make `y`, and beside it whatever the pullbacks read. */
  forward(call: Call<I, A, O>): readonly Launch[];
  /**
   * Launches that make `dname` from `dy`, inputs, `y` and what forward made beside it. Launches that several
   * pullbacks share are run once: one whose tensors all stand already is skipped. No launches: `dname` is `dy`.
   */
  readonly backward: { readonly [K in I | O]?: (call: Call<I, A, O>) => readonly Launch[] };
  /** Whether `autocast` gives it halves: most of its work is products, whose sums are of `f32`. */
  readonly prefersHalf?: true;
  /**
   * How to cut a call of which a tensor is larger than a kernel can bind; `null`, or absent, where it cannot be cut.
   */
  cut?(call: Call<I, A, O>): Cut<I | O> | null;
  /** Floating-point operations of one forward call, a fused multiply-add counted as two. */
  flops(call: Call<I, A, O>): number;
}
