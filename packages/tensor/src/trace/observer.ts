import type { Tensor } from "../tensor.ts";

/** A call of an op as it was made: tensors by the names that the op's record has for them. */
export interface ObservedCall {
  readonly op: string;
  readonly given: readonly (readonly [name: string, x: Tensor])[];
  readonly attrs: unknown;
  /** `y`, and what was handed out beside it. */
  readonly made: readonly (readonly [name: string, x: Tensor])[];
}

/** Who looks on while ops are called. */
export interface Observer {
  /** Before a call launches anything. */
  begins(): void;
  ends(call: ObservedCall): void;
}

let observer: Observer | null = null;

/** Tells whoever looks on that a call begins. */
export const begins = (): void => observer?.begins();

/** Tells whoever looks on what a call was and made. */
export function ends(
  op: string,
  given: ObservedCall["given"],
  attrs: unknown,
  made: readonly Tensor[],
  beside: readonly string[],
): void {
  observer?.ends({ op, given, attrs, made: ["y", ...beside].map((name, i) => [name, made[i]!]) });
}

/** Runs `body` while an observer looks on. */
export function observing<T>(by: Observer, body: () => T): T {
  const outer = observer;
  observer = by;
  try {
    return body();
  } finally {
    observer = outer;
  }
}
