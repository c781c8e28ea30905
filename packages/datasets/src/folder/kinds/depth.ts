import { z } from "zod";
import { decodePng } from "../decode-png.ts";
import { folderName, word } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";

export const depthTask = z.strictObject({
  kind: z.literal("depth"),
  folder: folderName,
  format: z.literal("png"),
  /** Of the stored value times `scale`. */
  unit: z.literal("metre").default("metre"),
  scale: z.number().positive("a number > 0"),
  /** Stored value of pixels without depth. */
  invalid: word.default(0),
});

/** 16-bit grey PNG: `metres = scale * value`. */
export function openDepth(name: string, spec: z.infer<typeof depthTask>): FileTask {
  return {
    info: { name, kind: "depth", channels: 1 },
    folder: spec.folder,
    planes: 1,
    decode: (file, bytes, size) => decodePng(file, bytes, size, "depth"),
    target(stored) {
      const values = new Float32Array(stored.length);
      const mask = new Uint8Array(stored.length);
      for (let i = 0; i < stored.length; i++) {
        if (stored[i] === spec.invalid) continue;
        values[i] = stored[i]! * spec.scale;
        mask[i] = 1;
      }
      return { kind: "depth", values, mask };
    },
  };
}
