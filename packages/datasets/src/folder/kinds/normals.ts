import { z } from "zod";
import type { Numbers } from "../../npy/number-type.ts";
import { mapFields, triple, triples } from "../manifest-fields.ts";
import { readMap } from "../read-map.ts";
import type { FileTask, Kept } from "./file-task.ts";

export const normalsTask = z.strictObject({
  kind: z.literal("normals"),
  ...mapFields,
  /** What PNGs of 8 bits are read as unless a scale says else; those of 16 likewise, about 32767.5. */
  encoding: z.literal("(v - 127.5) / 127.5, then unit length").optional(),
  /**
   * The normal has the direction of `scale * stored + offset`, each axis by a scale and an offset of its own; by the
   * offset that goes without saying the middle of whole numbers is 0.
   */
  scale: triple.default([1, 1, 1]),
  offset: triple.optional(),
  /** Stored triples of pixels without a normal. */
  invalid: triples.default([[0, 0, 0]]),
  /** The one frame that flipping and zooming are written for. */
  frame: z.literal("camera: x right, y down, z forward; normals face the camera").optional(),
});

/** RGB PNG, or array of three numbers a pixel, brought to unit length; what has no direction is unknown. */
export function openNormals(name: string, spec: z.infer<typeof normalsTask>): FileTask {
  return {
    info: { name, kind: "normals", channels: 3 },
    files: spec,
    async decode(file, bytes, wanted) {
      const { width, height, data } = await readMap(file, bytes, wanted, spec, 3, "normals");
      const small = data instanceof Uint8Array || data instanceof Uint16Array;
      return { width, height, data: small ? data : directions(data, spec).values };
    },
    target(kept: Kept) {
      // Kept directions are of unit length already, and unknown ones 0.
      const plain = { scale: [1, 1, 1], offset: [0, 0, 0], invalid: [] } as const;
      return { kind: "normals", ...directions(kept, kept instanceof Float32Array ? plain : spec) };
    },
  };
}

interface Reading {
  readonly scale: readonly number[];
  readonly offset?: readonly number[] | undefined;
  readonly invalid: readonly (readonly number[])[];
}

/** Unit vectors of stored triples, planar, and where there are any. */
function directions(
  stored: Numbers,
  { scale, offset = scale.map((factor) => -factor * middleOf(stored)), invalid }: Reading,
): { values: Float32Array; mask: Uint8Array } {
  const n = stored.length / 3;
  const values = new Float32Array(3 * n);
  const mask = new Uint8Array(n);
  const [sx = 1, sy = 1, sz = 1] = scale;
  const [ox = 0, oy = 0, oz = 0] = offset;
  for (let i = 0; i < n; i++) {
    const [a, b, c] = [stored[i]!, stored[n + i]!, stored[2 * n + i]!];
    if (invalid.some((triple) => triple[0] === a && triple[1] === b && triple[2] === c)) continue;
    const [x, y, z] = [sx * a + ox, sy * b + oy, sz * c + oz];
    const length = Math.sqrt(x * x + y * y + z * z);
    if (!(length > 0 && length < Number.POSITIVE_INFINITY)) continue;
    values[i] = x / length;
    values[n + i] = y / length;
    values[2 * n + i] = z / length;
    mask[i] = 1;
  }
  return { values, mask };
}

/** The middle of whole numbers, where no stored value is, so that none is without direction. */
const middleOf = (stored: Numbers): number =>
  stored instanceof Uint8Array ? 127.5 : stored instanceof Uint16Array ? 32767.5 : 0;
