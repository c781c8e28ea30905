import { IGNORE, type Labels, type Target, type TaskInfo } from "@equipoise/datasets";
import { classColour } from "../pictures/class-colour.ts";
import { type Colour, UNKNOWN } from "../pictures/colour.ts";

/** Numbers of a PNG, interleaved. */
export type Stored = Labels;

/** How a prediction is stored as a PNG that reads back as a target. */
export interface MapFormat {
  readonly bits: 8 | 16;
  readonly channels: 1 | 3;
  /** The colour of every stored value of 8 bits. */
  readonly palette?: readonly Colour[];
  /**
   * Puts a row of pixels into a PNG's numbers, from `at` on.
   *
   * @returns pixels whose value lies beyond what the format holds
   */
  store(row: Target, into: Stored, at: number): number;
}

/** Metres of one step of a depth map. */
const MILLIMETRE = 0.001;
const MOST_MILLIMETRES = 65_535;

/**
 * The format of a task's PNG: class indexes with a palette, depth in millimetres, normals as `(n + 1) / 2`, masks of 0 and
 * 255, edges and colours of 0..1 as bytes. `null` where numbers are in a unit of their own: those are arrays alone.
 */
export function mapFormat(task: TaskInfo): MapFormat | null {
  switch (task.kind) {
    case "classes":
      return labels(task.channels);
    case "depth":
      return depth;
    case "normals":
      return normals;
    case "mask":
      return bytes(1, (inside) => 255 * inside, 128);
    case "edges":
      return bytes(1, byte, 0);
    case "rgb":
      return bytes(3, byte, 0);
    case "inverse-depth":
    case "heatmap":
      return null;
  }
}

const byte = (value: number): number => Math.round(255 * Math.min(1, Math.max(0, value)));

const labels = (classes: number): MapFormat => ({
  bits: classes <= IGNORE ? 8 : 16,
  channels: 1,
  ...(classes <= IGNORE && {
    palette: Array.from({ length: 256 }, (_, i) => (i < classes ? classColour(i) : UNKNOWN)),
  }),
  store(row, into, at) {
    if (row.kind === "classes") into.set(row.labels, at);
    return 0;
  },
});

/** Whole millimetres, 0 where there is no depth; the least is 1. */
const depth: MapFormat = {
  bits: 16,
  channels: 1,
  store(row, into, at) {
    if (row.kind === "classes") return 0;
    let beyond = 0;
    for (const [x, metres] of row.values.entries()) {
      const millimetres = Math.round(metres / MILLIMETRE);
      if (millimetres > MOST_MILLIMETRES) beyond++;
      into[at + x] = metres > 0 ? Math.min(Math.max(millimetres, 1), MOST_MILLIMETRES) : 0;
    }
    return beyond;
  },
};

/** `(n + 1) / 2` of unit vectors; 0, 0, 0 where there is no direction, which none has. */
const normals: MapFormat = {
  bits: 8,
  channels: 3,
  store(row, into, at) {
    if (row.kind === "classes") return 0;
    const { values, mask } = row;
    const width = mask.length;
    for (let x = 0; x < width; x++) {
      const normal = [values[x]!, values[width + x]!, values[2 * width + x]!];
      const length = Math.hypot(...normal);
      const known = length > 0 && length < Number.POSITIVE_INFINITY;
      for (let c = 0; c < 3; c++)
        into[at + 3 * x + c] = known ? Math.round(127.5 * (normal[c]! / length) + 127.5) : 0;
    }
    return 0;
  },
};

const bytes = (channels: 1 | 3, stored: (value: number) => number, unknown: number): MapFormat => ({
  bits: 8,
  channels,
  store(row, into, at) {
    if (row.kind === "classes") return 0;
    const width = row.mask.length;
    for (let i = 0; i < row.values.length; i++) {
      const x = i % width;
      const to = at + x * channels + Math.floor(i / width);
      into[to] = row.mask[x] === 0 ? unknown : stored(row.values[i]!);
    }
    return 0;
  },
});
