/**
 * `Promise.all` that waits for all, and of several failures reports the first in order rather than in time: so the
 * same broken data are refused in the same words every time.
 */
export async function allInOrder<T extends readonly unknown[] | []>(promises: T) {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}
