let depth = 0;

/** Whether ops record the graph of gradients now. */
export const gradEnabled = (): boolean => depth === 0;

/** Runs `body` without recording the graph of gradients: nothing is kept for a backward. */
export function noGrad<T>(body: () => T): T {
  depth++;
  try {
    return body();
  } finally {
    depth--;
  }
}
