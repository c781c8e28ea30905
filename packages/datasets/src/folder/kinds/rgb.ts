import { z } from "zod";
import { mapNumbers } from "../../map-numbers.ts";
import { decodePicture } from "../decode-picture.ts";
import { pictureFields, scale } from "../manifest-fields.ts";
import type { FileTask, Kept } from "./file-task.ts";
import { maskOf } from "./numbers.ts";

export const rgbTask = z.strictObject({
  kind: z.literal("rgb"),
  ...pictureFields,
  /** Of the numbers of an array. */
  scale: scale.optional(),
});

/** A picture, as the input is one. */
export function openRgb(name: string, spec: z.infer<typeof rgbTask>): FileTask {
  return {
    info: { name, kind: "rgb", channels: 3 },
    files: spec,
    decode: (file, bytes, wanted) => decodePicture(file, bytes, wanted, spec, `tasks.${name}`),
    target(kept: Kept) {
      const values = kept instanceof Float32Array ? kept.slice() : mapNumbers(kept, (byte) => byte / 255);
      return { kind: "rgb", values, mask: maskOf(values, 3) };
    },
  };
}
