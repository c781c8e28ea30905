/** What a data set may keep where it is not told. */
export const defaultCacheBytes = 512 * 2 ** 20;

/** Keeps values until a given number of bytes is used up, and never throws one out. */
export interface BoundedCache<K, V> {
  /** The kept value, or a new one, which is kept if there is room for it. */
  get(key: K, make: () => Promise<V>): Promise<V>;
}

/** For shuffled epochs keeping the first values that fit gives the most hits that a cache of that size can have. */
export function boundedCache<K, V>(room: number, bytesOf: (value: V) => number): BoundedCache<K, V> {
  const kept = new Map<K, V>();
  let used = 0;
  return {
    async get(key, make) {
      const known = kept.get(key);
      if (known !== undefined) return known;
      const value = await make();
      const bytes = bytesOf(value);
      // Asked again: another call may have made the same value meanwhile.
      if (used + bytes <= room && !kept.has(key)) {
        kept.set(key, value);
        used += bytes;
      }
      return value;
    },
  };
}
