import { allInOrder } from "../all-in-order.ts";

/**
 * `Promise.all(items.map(f))` with at most `limit` calls under way, so that a big batch does not run out of file
 * handles; after a failure no further call starts, and the first one in order is reported once those under way have
 * ended.
 */
export async function mapAtMost<T, U>(
  limit: number,
  items: readonly T[],
  f: (item: T) => Promise<U>,
): Promise<U[]> {
  const calls: Promise<U>[] = [];
  let failed = false;
  const work = async () => {
    while (!failed && calls.length < items.length) {
      const call = f(items[calls.length]!);
      calls.push(call);
      await call.catch(() => {
        failed = true;
      });
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  return allInOrder(calls);
}
