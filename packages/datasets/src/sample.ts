import type { Labels } from "./labels.ts";

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pinhole camera in pixels: `u = fx X / Z + cx`, `v = fy Y / Z + cy`, where integer `(u, v)` is the centre of a pixel. */
export interface Intrinsics {
  readonly fx: number;
  readonly fy: number;
  readonly cx: number;
  readonly cy: number;
}

/** One class index a pixel. */
export interface ClassesTarget {
  readonly kind: "classes";
  /** `[H, W]`: class index, or `ignoredBy(labels)`. */
  readonly labels: Labels;
}

/**
 * The kinds of target whose pixels hold numbers, and how many channels each has; `null`: as many as its data have.
 *
 * | kind | a pixel where the mask is 1 |
 * | --- | --- |
 * | `depth` | metres along the optical axis, above 0 |
 * | `inverse-depth` | 1 / metre, or disparity in a unit of its own; 0 is infinitely far |
 * | `normals` | unit vector in the camera's frame (x right, y down, z forward) that faces the camera |
 * | `mask` | 1 inside, 0 outside |
 * | `heatmap` | any number, in each channel |
 * | `edges` | 1 on an edge, 0 elsewhere, or how likely it is one |
 * | `rgb` | sRGB, 0..1 |
 */
export const denseChannels = {
  depth: 1,
  "inverse-depth": 1,
  normals: 3,
  mask: 1,
  heatmap: null,
  edges: 1,
  rgb: 3,
} as const;

export type DenseKind = keyof typeof denseChannels;

/** Numbers for every pixel, and where they are known. */
export interface DenseTarget<K extends DenseKind> {
  readonly kind: K;
  /** `[C, H, W]`: what {@link denseChannels} says of the kind; 0 where the mask is 0. */
  readonly values: Float32Array;
  /** `[H, W]`: 1 where the values are known. */
  readonly mask: Uint8Array;
}

/** What one task should predict; in a batch every array has one more dimension, N, in front. */
export type Target = ClassesTarget | { [K in DenseKind]: DenseTarget<K> }[DenseKind];

/** One image with the targets of every task, all of one size. */
export interface Sample extends Size {
  /** Unique in the data set: `split/stem`. */
  readonly name: string;
  /** The size of its files, where a folder's files are of several sizes and it was resized. */
  readonly stored?: Size;
  /** `[3, H, W]`: sRGB, 0..1. Subtracting a mean and dividing by a deviation is left to the model's side. */
  readonly image: Float32Array;
  /** By task name. */
  readonly targets: Readonly<Record<string, Target>>;
}
