import type { Clock, Work } from "./clock/clock.ts";

/** Names one piece of work in tables and results. */
export interface Label {
  /** The op, a chain of ops, or a network. */
  readonly op: string;
  /** What it is called with. */
  readonly case: string;
  /** `forward`, a gradient such as `dx`, or how a step is run. */
  readonly pass: string;
  readonly dtype: "f32" | "f16";
}

/** What `--filter` looks into, and what revisions are compared by. */
export const nameOf = ({ op, pass, case: call, dtype }: Label): string =>
  `${op} ${pass}, ${call}${dtype === "f16" ? ", f16" : ""}`;

/** What the work of a kernel, or of a few, amounts to. */
export interface KernelFacts {
  readonly kind: "kernel";
  /** Floating-point operations, a fused multiply-add counted as two. */
  readonly flops: number;
  /** Bytes that the launches read and write, each tensor of a launch counted once. */
  readonly bytes: number;
  readonly dispatches: number;
}

/** What a whole training step takes beside time. */
export interface StepFacts {
  readonly kind: "step";
  /** Milliseconds of the first step, that of making the network and of compiling its kernels included. */
  readonly firstMs: number;
  /** Milliseconds of the host alone, over a GPU that does nothing; `null` of a large step, which such a GPU cannot hold. */
  readonly hostMs: number | null;
  readonly dispatches: number;
  readonly submits: number;
  /** Bytes of all tensors at most: parameters, optimiser, batch and activations. */
  readonly peakBytes: number;
  /** By how large a share a captured step's own memory is more than it needs at once; `null` of an eager one. */
  readonly overLeast: number | null;
}

/** Pieces of work that are measured in turns. */
export interface Bench {
  /** Kernels take turns with the probes too; whole steps have no part in their ceilings. */
  readonly kind: "kernel" | "step";
  readonly labels: readonly Label[];
  /** Makes what the rows at these places of the labels need. */
  open(rows: readonly number[]): Promise<Opened>;
}

/** A bench whose tensors stand. */
export interface Opened {
  readonly clock: Clock;
  /** In the order of the rows that were asked for. */
  readonly works: readonly Work[];
  readonly facts: readonly (KernelFacts | StepFacts)[];
  close(): void;
}
