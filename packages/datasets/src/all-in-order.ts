import { DataError } from "./data-error.ts";

/**
 * `Promise.all` that waits for all, and of several failures reports the first in order rather than in time: so the
 * same broken data are refused in the same words every time. Other refused data are that error's `also`.
 */
export async function allInOrder<T extends readonly unknown[] | []>(promises: T) {
  const settled = await Promise.allSettled(promises);
  const [first, ...others] = settled.flatMap((result) =>
    result.status === "rejected" ? [result.reason] : [],
  );
  const also = others
    .filter((error) => error instanceof DataError)
    .flatMap((error) => [error, ...error.also]);
  if (first instanceof DataError && also.length > 0) throw first.with(also);
  return Promise.all(promises);
}
