import { type Shape, size } from "../../shape.ts";

/** Results in flight that keep a GPU busy; more of them only make more partial results. */
const ENOUGH = 16_384;

/** Elements that one invocation takes at most, for the digits of sums, and at least, where an axis is split. */
const LONGEST = 1024;
const SHORTEST = 128;
/** Neighbours that may share a run of elements: more chunks than these are a multiple of them. */
const TEAM = 64;

/** One pass of a reduction: along the middle axis of `[outer, extent, inner]`, to `[outer, chunks, inner]`. */
export interface Step {
  readonly outer: number;
  readonly extent: number;
  readonly inner: number;
  /** Result `chunk` is that of the elements chunk, chunk + chunks, ...: neighbours read neighbours. */
  readonly chunks: number;
  /** Whether elements lie together in whole fours, to be taken so: then there are a quarter of the chunks. */
  readonly fours: boolean;
  /** Whether the elements are results of chunks of the same axis. */
  readonly merges: boolean;
  readonly last: boolean;
}

/**
 * The passes that reduce a tensor over the axes `over`: one run of axes after another, the innermost first, and a long
 * one in chunks whose results are reduced like an axis of their own. Depends on shapes alone.
 *
 * @param byFours whether the kernel can take elements by fours
 */
export function stepsOf(shape: Shape, over: readonly boolean[], byFours = false): Step[] {
  const runs = merged(shape, over);
  const steps: Step[] = [];
  let merges = false;
  do {
    const axis = runs.findLastIndex(({ reduced }) => reduced);
    const extents = runs.map(({ extent }) => extent);
    const [outer, extent, inner] =
      axis < 0
        ? [size(extents), 1, 1]
        : [size(extents.slice(0, axis)), extents[axis]!, size(extents.slice(axis + 1))];
    const fours = byFours && inner === 1 && extent % 4 === 0;
    const chunks = chunksOf(extent, outer * inner, fours ? 4 : 1);
    if (axis >= 0) {
      if (chunks > 1) runs[axis] = { extent: chunks, reduced: true };
      else runs.splice(axis, 1);
    }
    const last = !runs.some(({ reduced }) => reduced);
    steps.push({ outer, extent, inner, chunks, fours, merges, last });
    merges = chunks > 1;
  } while (runs.some(({ reduced }) => reduced));
  return steps;
}

/** Neighbouring axes of a kind as one, axes of one element left out. */
function merged(shape: Shape, over: readonly boolean[]): { extent: number; reduced: boolean }[] {
  const runs: { extent: number; reduced: boolean }[] = [];
  shape.forEach((extent, axis) => {
    if (extent === 1) return;
    const reduced = over[axis]!;
    const before = runs.at(-1);
    if (before?.reduced === reduced) before.extent *= extent;
    else runs.push({ extent, reduced });
  });
  return runs;
}

function chunksOf(extent: number, results: number, together: number): number {
  const shortest = SHORTEST * together;
  if (extent <= 2 * shortest) return 1;
  const wanted = Math.max(ENOUGH / together / results, extent / LONGEST);
  const chunks = Math.ceil(Math.min(wanted, extent / shortest));
  return chunks > TEAM ? Math.ceil(chunks / TEAM) * TEAM : chunks;
}
