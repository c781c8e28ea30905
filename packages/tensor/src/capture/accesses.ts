import type { BoundLaunch } from "../device/recorder.ts";
import type { Storage } from "../device/storage.ts";

/** The memory that a launch reads, and what it writes; what it updates is in both, and a window counts as the whole. */
export interface Accesses {
  readonly reads: readonly Storage[];
  readonly writes: readonly Storage[];
}

export function accesses({ launch, tensors }: BoundLaunch): Accesses {
  const read = launch.reads.length;
  const whole = tensors.map(({ root }) => root);
  return { reads: whole.slice(0, read + (launch.updates?.length ?? 0)), writes: whole.slice(read) };
}
