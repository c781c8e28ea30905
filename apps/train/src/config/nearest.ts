import leven from "leven";

/**
 * ` Did you mean …?` for the known name closest to one that is not known, or that it is the beginning of; nothing where
 * none is close.
 *
 * @param before what is written before each name
 */
export function didYouMean(name: string, known: readonly string[], before = ""): string {
  const [closest] = known
    .map((candidate) => ({ candidate, distance: candidate.startsWith(name) ? 0 : leven(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, candidate.length / 3))
    .sort((a, b) => a.distance - b.distance);
  return closest ? ` Did you mean ${before}${closest.candidate}?` : "";
}
