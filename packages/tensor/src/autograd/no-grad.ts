import { expectSynchronous } from "../synchronous.ts";

let depth = 0;

/** Whether ops record the graph of gradients now. */
export const gradEnabled = (): boolean => depth === 0;

/**
 * Runs `body` without recording the graph of gradients: nothing is kept for a backward. `body` must not be
 * asynchronous: what follows an `await` would be recorded again.
 *
 * @throws {TypeError} if `body` returns a promise.
 */
export function noGrad<T>(body: () => T): T {
  depth++;
  try {
    return expectSynchronous("noGrad", body());
  } finally {
    depth--;
  }
}

/** Runs `body` with the graph recorded, within {@link noGrad} too. */
export function withGrad<T>(body: () => T): T {
  const outer = depth;
  depth = 0;
  try {
    return body();
  } finally {
    depth = outer;
  }
}
