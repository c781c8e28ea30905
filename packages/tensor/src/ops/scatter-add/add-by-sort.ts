import fill from "../../autograd/fill.wgsl";
import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import { size } from "../../shape.ts";
import { sortPairs } from "../../sort/sort-pairs.ts";
import { collapse, perAxis } from "../../strided/collapse.ts";
import addRuns from "./add-runs.wgsl";
import { type Adding, type Columns, type Entries, entriesOf, type Types } from "./adding.ts";
import keysOf from "./keys.wgsl";

/** Entries of which one invocation adds up runs. */
const CHUNK = 64;

/** Launches that write the sums: entries are sorted by the sum that they add to, and runs of them added up. */
export function addBySort(
  op: string,
  values: string,
  index: string,
  adding: Adding,
  name: string,
  types: Types,
): readonly Launch[] {
  const entries = entriesOf(adding);
  const count = size(entries.shape);
  const [keys, places] = [`${name}Keys`, `${name}Places`];
  const bits = Math.ceil(Math.log2(entries.none + 1));
  const sorted = sortPairs(keys, places, count, bits);
  const cleared: Launch = {
    code: fill,
    reads: [],
    writes: { [name]: { shape: adding.shape } },
    params: { size: size(adding.shape), value: float(0) },
    grid: linear(size(adding.shape)),
  };
  return [
    entryLaunch(op, index, entries, adding.shape[adding.axis]!, [keys, places], types),
    cleared,
    ...sorted.launches,
    ...addRunsOf({ ...sorted, values, size: count, real: types.values }, name, entries),
  ];
}

/** The launch that writes the key of each entry and the place of its value. */
function entryLaunch(
  op: string,
  index: string,
  { shape, keys, places, step, none }: Entries,
  extent: number,
  names: readonly [keys: string, places: string],
  types: Types,
): Launch {
  const { extents, strides } = collapse(op, { extents: shape, strides: [keys, places] });
  return {
    code: keysOf,
    reads: [index],
    writes: Object.fromEntries(names.map((name) => [name, { shape: [size(shape)], dtype: "u32" }])),
    params: {
      ...perAxis("extent", extents),
      ...perAxis("keyStride", strides[0]!),
      ...perAxis("valueStride", strides[1]!),
      size: size(shape),
      extent,
      step,
      none,
    },
    constants: { AXES: extents.length, U8: Number(types.index === "u8") },
    grid: linear(size(shape)),
  };
}

/** Launches that add up runs of equal keys: round by round, each leaves two entries a chunk, until one chunk holds all. */
function addRunsOf(
  list: { keys: string; items: string | null; values: string; size: number; real: Floating },
  name: string,
  { columns, none }: { readonly columns: Columns; readonly none: number },
  round = 0,
): readonly Launch[] {
  const chunks = Math.ceil(list.size / CHUNK);
  const [endKeys, endSums] = [`${name}EndKeys${round}`, `${name}EndSums${round}`];
  const launch: Launch = {
    code: addRuns,
    real: list.real,
    reads: [list.keys, list.items ?? list.keys, list.values],
    updates: [name],
    writes: {
      [endKeys]: { shape: [2 * chunks], dtype: "u32" },
      [endSums]: { shape: [2 * chunks, columns.count] },
    },
    params: {
      ...{ size: list.size, chunk: CHUNK, chunks, none, columns: columns.count, inner: columns.inner },
      ...{ valueOuter: columns.valueOuter, valueStep: columns.valueStep, sumOuter: columns.sumOuter },
    },
    constants: { PLACES: Number(list.items !== null) },
    grid: linear(chunks * columns.count),
  };
  if (chunks === 1) return [launch];
  const rest = { keys: endKeys, items: null, values: endSums, size: 2 * chunks, real: "f32" } as const;
  const packed = { ...columns, valueOuter: columns.inner, valueStep: columns.count };
  return [launch, ...addRunsOf(rest, name, { columns: packed, none }, round + 1)];
}
