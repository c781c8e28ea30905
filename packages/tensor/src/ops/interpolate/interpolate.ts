import { ShapeError } from "../../errors.ts";
import type { Tensor } from "../../tensor.ts";
import { adaptiveAvgPool2d } from "../adaptive-avg-pool2d/index.ts";
import type { CoordinateMode } from "../resample/axis.ts";
import { resampledShape, type UpsampleTarget } from "../resample/output-size.ts";
import { resampleAntialiased2d } from "../resample-antialiased2d/index.ts";
import { upsampleBicubic2d } from "../upsample-bicubic2d/index.ts";
import { upsampleBilinear2d } from "../upsample-bilinear2d/index.ts";
import { upsampleNearest2d } from "../upsample-nearest2d/index.ts";
import { both, type Pair } from "../window/pair.ts";

const modes = ["nearest", "nearest-exact", "bilinear", "bicubic", "area"] as const;

export interface InterpolateOptions {
  /** Pixels of the result, one number for both axes or `[OH, OW]`; or else `scaleFactor`. */
  readonly size?: Pair | undefined;
  /** What the extents are multiplied by, rounded down. */
  readonly scaleFactor?: Pair | undefined;
  /** Default `"nearest"`. */
  readonly mode?: (typeof modes)[number] | undefined;
  /** Bilinear and bicubic: whether the corners' centres stay where they are; default `false`. */
  readonly alignCorners?: boolean | undefined;
  /**
   * Whether positions go by the ratio of extents, as if the result's `size` had been given, and not by `scaleFactor`
   * itself, which is another where rounding down lost a part of a pixel; default `false`.
   */
  readonly recomputeScaleFactor?: boolean | undefined;
  /** Bilinear and bicubic: whether each output averages all inputs that it stands for; default `false`. */
  readonly antialias?: boolean | undefined;
  /** Bilinear and bicubic, in place of `alignCorners`: ONNX's name for where outputs lie among inputs. */
  readonly coordinateMode?: CoordinateMode | undefined;
}

/**
 * Resamples images to a size or by a factor. Gradients flow to `x`.
 *
 * - `nearest`, `nearest-exact`: the pixel under an output's edge, or under its centre; see `upsampleNearest2d`.
 * - `bilinear`, `bicubic`: between the 2 x 2 or 4 x 4 pixels around it; see `upsampleBilinear2d`, `upsampleBicubic2d`,
 *   and with `antialias` `resampleAntialiased2d`.
 * - `area`: the mean of the pixels that it covers; see `adaptiveAvgPool2d`.
 *
 * @param x `[N, C, H, W]`
 * @returns `[N, C, OH, OW]`
 * @throws {ShapeError} if `x` is not rank 4, the result would have no pixel, not just one of `size` and `scaleFactor` is
 *   given, or an option does not go with another.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.interpolate.html
 * @see https://onnx.ai/onnx/operators/onnx__Resize.html
 */
export function interpolate(x: Tensor, options: InterpolateOptions): Tensor {
  checkOptions(options);
  const { mode = "nearest", alignCorners = false, antialias = false, coordinateMode } = options;
  const target = targetOf(x, options);
  if (mode === "nearest") return upsampleNearest2d(x, target);
  if (mode === "nearest-exact") return upsampleNearest2d(x, target, true);
  if (mode === "area") return adaptiveAvgPool2d(x, sizeOf(x, target));
  if (antialias) return resampleAntialiased2d(x, { ...target, filter: mode, alignCorners });
  const upsample = mode === "bilinear" ? upsampleBilinear2d : upsampleBicubic2d;
  return upsample(x, target, coordinateMode ?? alignCorners);
}

function targetOf(
  x: Tensor,
  { size, scaleFactor, recomputeScaleFactor }: InterpolateOptions,
): UpsampleTarget {
  if (size !== undefined) return { size: both(size) };
  const target = { scaleFactor: scaleFactor! };
  return recomputeScaleFactor ? { size: sizeOf(x, target) } : target;
}

function sizeOf(x: Tensor, target: UpsampleTarget): readonly [number, number] {
  const [, , oh, ow] = resampledShape("interpolate", x.shape, target);
  return [oh, ow];
}

function checkOptions(options: InterpolateOptions): void {
  const { size, scaleFactor, mode = "nearest", alignCorners, antialias = false, coordinateMode } = options;
  const { recomputeScaleFactor } = options;
  const refuse = (expected: string, got: ConstructorParameters<typeof ShapeError>[2]): never => {
    throw new ShapeError("interpolate", expected, got);
  };
  if (!modes.includes(mode)) refuse(`mode of ${modes.join(", ")}`, { mode });
  if ((size === undefined) === (scaleFactor === undefined))
    refuse("either size or scaleFactor", { size: size ?? "none", scaleFactor: scaleFactor ?? "none" });
  if (recomputeScaleFactor && size !== undefined)
    refuse("recomputeScaleFactor with scaleFactor alone", { size, recomputeScaleFactor });
  const between = mode === "bilinear" || mode === "bicubic";
  if (!between && (alignCorners !== undefined || antialias || coordinateMode !== undefined))
    refuse("alignCorners, antialias and coordinateMode with bilinear or bicubic alone", {
      mode,
      alignCorners,
      antialias: antialias || undefined,
      coordinateMode,
    });
  if (coordinateMode !== undefined && (alignCorners !== undefined || antialias))
    refuse("coordinateMode without alignCorners and antialias", { coordinateMode, alignCorners, antialias });
}
