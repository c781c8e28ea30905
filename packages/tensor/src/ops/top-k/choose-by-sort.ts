import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { sortPairs } from "../../sort/sort-pairs.ts";
import type { Lines, Wanted } from "./lines.ts";
import linesOfElements from "./lines.wgsl";
import orders from "./orders.wgsl";
import take from "./take.wgsl";

/** The same by sorting all elements by their order, and then, as they were, by their line. */
export function chooseBySort(
  x: string,
  { outer, extent, inner, ranks }: Lines,
  { largest, dtype }: Wanted,
  name: string,
  shape: Shape,
): readonly Launch[] {
  const lines = outer * inner;
  const count = lines * extent;
  const u32 = { shape: [count], dtype: "u32" } as const;
  const [order, element, line] = [`${name}Order`, `${name}Element`, `${name}Line`];
  const launches: Launch[] = [
    {
      code: orders,
      real: dtype,
      reads: [x],
      writes: { [order]: u32, [element]: u32 },
      params: { size: count, extent, inner },
      constants: { SMALLEST: Number(!largest) },
      grid: linear(count),
    },
  ];
  let sorted = sortPairs(order, element, count, 32);
  launches.push(...sorted.launches);
  if (lines > 1) {
    launches.push({
      code: linesOfElements,
      reads: [sorted.items],
      writes: { [line]: u32 },
      params: { size: count, extent },
      grid: linear(count),
    });
    sorted = sortPairs(line, sorted.items, count, Math.ceil(Math.log2(lines)));
    launches.push(...sorted.launches);
  }
  launches.push({
    code: take,
    reads: [sorted.items],
    writes: { [name]: { shape, dtype: "u32" } },
    params: { size: size(shape), extent, inner, ranks },
    grid: linear(size(shape)),
  });
  return launches;
}
