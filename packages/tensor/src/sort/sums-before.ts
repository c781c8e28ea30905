import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import { results } from "./results.ts";
import sumBefore from "./sum-before.wgsl";
import sumChunks from "./sum-chunks.wgsl";

/** Numbers that one invocation adds up. */
const CHUNK = 128;

/**
 * Launches that write `name` = the sum of all numbers of `from` before each: chunks of them, and chunks of those.
 *
 * @param standing whether what they write stands already, of an earlier turn
 */
export function sumsBefore(from: string, name: string, size: number, standing = false): Launch[] {
  const chunks = Math.ceil(size / CHUNK);
  const params = { size, chunk: CHUNK, chunks };
  const [sums, base] = [`${name}Sums`, `${name}Base`];
  const last: Launch = {
    code: sumBefore,
    reads: [from, chunks > 1 ? base : from],
    ...results({ [name]: size }, standing),
    params,
    grid: linear(chunks),
  };
  if (chunks === 1) return [last];
  const first: Launch = {
    code: sumChunks,
    reads: [from],
    ...results({ [sums]: chunks }, standing),
    params,
    grid: linear(chunks),
  };
  return [first, ...sumsBefore(sums, base, chunks, standing), last];
}
