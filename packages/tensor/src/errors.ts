import { type Shape, show } from "./shape.ts";

type Fact = Shape | number | string | boolean | undefined;

/** `op: expected …; got name value, …`, and the cure where there is one. Facts that are `undefined` are left out. */
function complaint(op: string, expected: string, got: Readonly<Record<string, Fact>>, cure?: string): string {
  const facts = Object.entries(got)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? show(value) : value}`);
  return `${op}: expected ${expected}; got ${facts.join(", ")}${cure ? `. ${cure}` : ""}`;
}

/** Shapes, element types or attributes that an operation cannot accept; nothing was launched. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
  constructor(op: string, expected: string, got: Readonly<Record<string, Fact>>, cure?: string) {
    super(complaint(op, expected, got, cure));
  }
}

/**
 * What is the matter with a device. `unavailable`: there is no such adapter, or it cannot do what is asked; `lost`: it
 * worked until its driver gave up; `out-of-memory`; `destroyed`: by its own program.
 */
export type DeviceErrorReason = "unavailable" | "lost" | "out-of-memory" | "destroyed";

/** No usable adapter, a device that was lost, or one that ran out of memory. */
export class DeviceError extends Error {
  override readonly name = "DeviceError";
  readonly reason: DeviceErrorReason;
  constructor(message: string, reason: DeviceErrorReason = "unavailable") {
    super(message);
    this.reason = reason;
  }
}

/** A kernel that the adapter refused: its message holds the launch's label, `op.role`. */
export class KernelError extends Error {
  override readonly name = "KernelError";
}

/** A gradient that cannot be had: the graph was released, or holds values that have since changed. */
export class GraphError extends Error {
  override readonly name = "GraphError";
}
