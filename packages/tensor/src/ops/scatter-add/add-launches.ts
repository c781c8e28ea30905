import type { Floating } from "../../dtype.ts";
import type { Launch } from "../../op.ts";
import { type Shape, sameShape, size } from "../../shape.ts";
import { embed } from "../../strided/embed.ts";
import { castLaunch } from "../cast/launch.ts";
import { addByScan } from "./add-by-scan.ts";
import { addBySort } from "./add-by-sort.ts";
import { type Adding, entriesOf, type Types } from "./adding.ts";

/**
 * What sorting costs, counted in looks at an index: for each entry, for each value, and for its many launches. In turns,
 * on lavapipe and on SwiftShader, both ways took about as long where lines had 32 to 64 places.
 */
const COST = { entry: 32, value: 2, launches: 2 ** 17 };
/** Indices along a line up to which one invocation looks at all of them. */
const MOST_SCANNED = 1024;

/** Whether every sum had better look at all indices along its line than have them sorted. */
export function isScanned(adding: Adding): boolean {
  const { shape, columns } = entriesOf(adding);
  const sums = size(adding.shape);
  const sorting = size(shape) * (COST.entry + COST.value * columns.count) + sums + COST.launches;
  return adding.count <= MOST_SCANNED && sums * adding.count <= sorting;
}

/**
 * Launches that write `name`, of `f32`: sums of the named values, each where its index says. Values of indices beyond
 * the axis are added nowhere. What is added to what, and in which order, is fixed: there are no atomics.
 *
 * @throws {ShapeError} if there are more axes than kernels can walk.
 */
function addLaunches(
  op: string,
  values: string,
  index: string,
  adding: Adding,
  name: string,
  types: Types,
): readonly Launch[] {
  const add = isScanned(adding) ? addByScan : addBySort;
  return add(op, values, index, adding, name, types);
}

/**
 * The same for sums that lie in a larger tensor, at the beginning of each axis: of the shape of `x`, 0 elsewhere.
 *
 * @param dtype element type of the result
 */
export function addLaunchesInto(
  op: string,
  values: string,
  index: string,
  adding: Adding,
  [name, x]: readonly [name: string, shape: Shape],
  types: Types,
  dtype: Floating = "f32",
): readonly Launch[] {
  const launches: Launch[] = [];
  const placed = dtype === "f32" ? name : `${name}Single`;
  const sums = sameShape(adding.shape, x) ? placed : `${name}Sums`;
  launches.push(...addLaunches(op, values, index, adding, sums, types));
  if (sums !== placed) {
    const start = x.map(() => ({ start: 0, step: 1 }));
    launches.push(embed(op, [sums, adding.shape], start, placed, x));
  }
  if (placed !== name) launches.push(castLaunch(placed, "f32", name, dtype, x));
  return launches;
}

/** Plans the launches, so that what cannot be walked is refused. @throws {ShapeError} if there are too many axes. */
export function expectWalk(op: string, x: Shape, adding: Adding): void {
  addLaunchesInto(op, "dy", "index", adding, ["dx", x], { index: "i32", values: "f32" });
}
