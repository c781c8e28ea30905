import type { Dtype } from "@equipoise/tensor";
import type { Extent } from "../extent.ts";
import type { Graph } from "../graph.ts";
import { OnnxError } from "../onnx-error.ts";
import type { Value } from "../value.ts";

/** A call of an op as its writer sees it. @typeParam A attributes of the op's record */
export interface OnnxCall<A> {
  readonly op: string;
  readonly attrs: A;
  /** By the names of the op's record. */
  readonly inputs: Readonly<Record<string, Value>>;
  /** Which of the results are read. */
  readonly read: ReadonlySet<string>;
  /** Of `y`. */
  readonly shape: readonly Extent[];
  readonly dtype: Dtype;
}

/** The name of `y` in the graph, or the names of several results. */
type Written = string | Readonly<Record<string, string>>;

/** How the calls of one op become nodes of ONNX. */
export interface OpWriter<A = unknown> {
  /** Attributes that may depend on the batch: `write` reads the result's shape in their place. */
  readonly fromShape?: readonly string[];
  /** @throws {OnnxError} if ONNX has no words for these attributes. */
  write(graph: Graph, call: OnnxCall<A>): Written;
}

/** The writers of a family of ops, by the names of their records. */
export type OpWriters = Readonly<Record<string, OpWriter>>;

/** A call that ONNX has no words for. */
export const unsaid = (op: string, expected: string, got: string): OnnxError =>
  new OnnxError(`exportOnnx: expected ${expected} of ${op}; got ${got}`);

export type Pair = number | readonly [height: number, width: number];
export type Sides = readonly [top: number, left: number, bottom: number, right: number];

/** Both numbers of a pair. */
export const pairOf = (value: Pair): readonly [number, number] =>
  typeof value === "number" ? [value, value] : value;

/** The four sides of a padding, in the order of ONNX's `pads`. */
export function sidesOf(padding: Pair | Sides): Sides {
  if (typeof padding === "object" && padding.length === 4) return padding;
  const [y, x] = pairOf(padding);
  return [y, x, y, x];
}
