let depth = 0;

/** Whether a block is being run again for its gradients: what it changes in place was changed when it ran first. */
export const rerunning = (): boolean => depth > 0;

export function rerun<T>(body: () => T): T {
  depth++;
  try {
    return body();
  } finally {
    depth--;
  }
}
