import type { HostArray } from "./host-array.ts";

/** Results by name, and the inputs they came from. */
export type Arrays = Readonly<Record<string, HostArray>>;

/**
 * How far results are from others: the largest difference relative to the largest magnitude, of the output that
 * differs most. Of outputs that an input has the name of, parameters that a step has changed, the changes are
 * compared: they are small beside the parameters.
 *
 * @returns infinity where the outputs' names or sizes differ, or a value is not finite
 */
export function difference(results: Arrays, others: Arrays, inputs: Arrays): number {
  const names = Object.keys(others);
  if (Object.keys(results).length !== names.length) return Number.POSITIVE_INFINITY;
  return Math.max(
    ...names.map((name) => {
      const [some, other, before] = [results[name]?.data, others[name]!.data, inputs[name]?.data];
      return some?.length === other.length ? relativeError(some, other, before) : Number.POSITIVE_INFINITY;
    }),
  );
}

type Elements = HostArray["data"];

function relativeError(some: Elements, other: Elements, before?: Elements): number {
  let [furthest, largest] = [0, 0];
  for (let i = 0; i < other.length; i++) {
    const apart = Math.abs(some[i]! - other[i]!);
    if (!Number.isFinite(apart)) return Number.POSITIVE_INFINITY;
    furthest = Math.max(furthest, apart);
    largest = Math.max(largest, Math.abs(other[i]! - (before?.[i] ?? 0)));
  }
  return furthest === 0 ? 0 : furthest / largest;
}
