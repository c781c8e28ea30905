import { type Shape, size } from "../../shape.ts";

/**
 * x as `[outer, groups, channels, pixels]`. A row, which is normalised by itself, is what one group of one `outer`
 * holds; weight and bias are `[groups, channels]`.
 */
export interface Rows {
  readonly outer: number;
  readonly groups: number;
  readonly channels: number;
  readonly pixels: number;
}

/** The rows of groups of channels of x `[N, C, ...]`. */
export const rowsOfGroups = ([N, C, ...plane]: Shape, groups: number): Rows => ({
  outer: N!,
  groups,
  channels: C! / groups,
  pixels: size(plane),
});

/** The rows of the last `axes` axes of x, each element with a weight of its own. */
export const rowsOfLastAxes = (x: Shape, axes: number): Rows => ({
  outer: size(x.slice(0, x.length - axes)),
  groups: 1,
  channels: size(x.slice(x.length - axes)),
  pixels: 1,
});

/** How kernels see rows: as segments that share a weight, or, if `along`, along which the weights change. */
export interface Segments {
  readonly along: boolean;
  readonly segments: number;
  readonly length: number;
  /** Segments of a row. */
  readonly perRow: number;
  /** Segments until the weights repeat. */
  readonly period: number;
}

export function segmentsOf({ outer, groups, channels, pixels }: Rows): Segments {
  const rows = outer * groups;
  if (pixels === 1) return { along: true, segments: rows, length: channels, perRow: 1, period: groups };
  return {
    along: false,
    segments: rows * channels,
    length: pixels,
    perRow: channels,
    period: groups * channels,
  };
}
