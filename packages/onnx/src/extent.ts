import type { Shape } from "@equipoise/tensor";
import { OnnxError } from "./onnx-error.ts";

/** An extent that grows with the batch: so many times its images. */
interface PerImage {
  readonly times: number;
}

/** The extent of a tensor along an axis, for any batch. */
export type Extent = number | PerImage;

/** The batches that a function is traced with. Not 1, which would be taken for an extent that repeats. */
export const BATCHES = [2, 3] as const;

/**
 * A shape for any batch, from those in the two traces.
 *
 * @throws {OnnxError} if an extent is neither fixed nor a multiple of the batch.
 */
export function extentsOf(op: string, shapes: readonly [Shape, Shape]): Extent[] {
  const [first, second] = shapes;
  const extents = first.map((extent, axis): Extent | null => {
    const other = second[axis];
    if (extent === other) return extent;
    const times = extent / BATCHES[0];
    return Number.isInteger(times) && other === times * BATCHES[1] ? { times } : null;
  });
  if (first.length === second.length && extents.every((extent) => extent !== null)) return extents;
  throw new OnnxError(
    `exportOnnx: expected shapes that are fixed or grow with the batch; got ${op} of [${first.join(", ")}] for ` +
      `${BATCHES[0]} images and [${second.join(", ")}] for ${BATCHES[1]}`,
  );
}

/** The extents as numbers. @throws {OnnxError} if one grows with the batch. */
export function fixed(op: string, extents: readonly Extent[]): number[] {
  return extents.map((extent) => {
    if (typeof extent === "number") return extent;
    throw new OnnxError(`exportOnnx: expected a fixed extent for ${op}; got one that grows with the batch`);
  });
}
