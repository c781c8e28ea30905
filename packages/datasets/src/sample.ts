/** Label of a pixel that belongs to no class; losses and metrics leave it out. */
export const IGNORE = 255;

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
  /** `[H, W]`: class index, or {@link IGNORE}. */
  readonly labels: Uint8Array;
}

/** Distance along the optical axis. */
export interface DepthTarget {
  readonly kind: "depth";
  /** `[1, H, W]`: metres; 0 where the mask is 0. */
  readonly values: Float32Array;
  /** `[H, W]`: 1 where the value is known. */
  readonly mask: Uint8Array;
}

/** Direction of the surface, in the camera's frame: x right, y down, z forward; it faces the camera. */
export interface NormalsTarget {
  readonly kind: "normals";
  /** `[3, H, W]`: unit vectors; (0, 0, 0) where the mask is 0. */
  readonly values: Float32Array;
  /** `[H, W]`: 1 where the value is known. */
  readonly mask: Uint8Array;
}

/** What one task should predict; in a batch every array has one more dimension, N, in front. */
export type Target = ClassesTarget | DepthTarget | NormalsTarget;

/** One image with the targets of every task, all of one size. */
export interface Sample extends Size {
  /** Unique in the data set: `split/stem`. */
  readonly name: string;
  /** `[3, H, W]`: sRGB, 0..1. Subtracting a mean and dividing by a deviation is left to the model's side. */
  readonly image: Float32Array;
  /** By task name. */
  readonly targets: Readonly<Record<string, Target>>;
}
