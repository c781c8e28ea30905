import { DataError, type Target } from "@equipoise/datasets";
import type { ConfusionCounts } from "./confusion.ts";

/** Gathers a task's metrics over a whole split: every valid pixel counts once, whatever batch it came in. */
export interface MetricAccumulator {
  /**
   * Adds a batch.
   *
   * @param prediction `[N, C, H, W]`: the network's output for the task.
   * @param target The task's targets of the same N images.
   * @param images N.
   * @throws {DataError} if the sizes or the kind of target do not fit; nothing has been added then.
   */
  add(prediction: Float32Array, target: Target, images: number): void;
  /** Metrics by name so far; `null` where no pixel was valid, or a prediction was not finite and so is the mean. */
  result(): Record<string, number | null>;
  /** Which classes were taken for which so far, where the task has classes. */
  confusion?(): ConfusionCounts;
}

/** A number that JSON can hold. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Checks that `pixels` truth values belong to `images` predictions of `channels` planes; returns H * W. */
export function planeSize(
  metrics: string,
  prediction: Float32Array,
  channels: number,
  pixels: number,
  images: number,
): number {
  if (!Number.isInteger(images) || images < 1)
    throw new DataError(metrics, { expected: "a number of images of at least 1", got: String(images) });
  if (pixels % images !== 0)
    throw new DataError(metrics, {
      expected: `a target of ${images} images of one size`,
      got: `${pixels} pixels`,
    });
  if (prediction.length !== channels * pixels)
    throw new DataError(metrics, {
      expected: `a prediction of ${channels} x ${pixels} values, as many pixels as the target has`,
      got: `${prediction.length} values`,
    });
  return pixels / images;
}

/** Checks that the target is of a kind, for the type checker too. */
export function expectKind<K extends Target["kind"]>(
  metrics: string,
  target: Target,
  kind: K,
): asserts target is Extract<Target, { kind: K }> {
  if (target.kind !== kind)
    throw new DataError(metrics, { expected: `a target of kind ${kind}`, got: target.kind });
}
