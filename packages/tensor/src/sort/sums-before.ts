import { linear } from "../grid.ts";
import type { Launch } from "../op.ts";
import sumBefore from "./sum-before.wgsl";
import sumChunks from "./sum-chunks.wgsl";

/** Numbers that one invocation adds up. */
const CHUNK = 128;

/** Launches that write `name` = the sum of all numbers of `from` before each: chunks of them, and chunks of those. */
export function sumsBefore(from: string, name: string, size: number): Launch[] {
  const chunks = Math.ceil(size / CHUNK);
  const params = { size, chunk: CHUNK, chunks };
  const [sums, base] = [`${name}Sums`, `${name}Base`];
  const last: Launch = {
    code: sumBefore,
    reads: [from, chunks > 1 ? base : from],
    writes: { [name]: { shape: [size], dtype: "u32" } },
    params,
    grid: linear(chunks),
  };
  if (chunks === 1) return [last];
  const first: Launch = {
    code: sumChunks,
    reads: [from],
    writes: { [sums]: { shape: [chunks], dtype: "u32" } },
    params,
    grid: linear(chunks),
  };
  return [first, ...sumsBefore(sums, base, chunks), last];
}
