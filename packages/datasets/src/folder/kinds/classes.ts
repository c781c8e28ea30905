import { z } from "zod";
import { DataError } from "../../data-error.ts";
import { IGNORE } from "../../labels.ts";
import { decodePng, pixelPosition } from "../decode-png.ts";
import { byte, folderName } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";

export const classesTask = z.strictObject({
  kind: z.literal("classes"),
  folder: folderName,
  format: z.literal("png"),
  /** Names in label order. */
  classes: z
    .array(z.string().min(1))
    .min(1, "1 to 255 class names")
    .max(255, "1 to 255 class names")
    .refine((names) => new Set(names).size === names.length, "class names that differ from each other"),
  /** Stored value of pixels that belong to no class. */
  ignore: byte.default(IGNORE),
});

/** Grey or palette PNG of up to 8 bits; the stored value, or the palette's index, is the class. */
export function openClasses(name: string, spec: z.infer<typeof classesTask>): FileTask {
  const { folder, classes, ignore } = spec;
  return {
    info: { name, kind: "classes", channels: classes.length, classes },
    folder,
    planes: 1,
    decode(file, bytes, size) {
      const labels = decodePng(file, bytes, size, "labels");
      for (let at = 0; at < labels.length; at++) {
        const value = labels[at]!;
        if (value === ignore) labels[at] = IGNORE;
        else if (value >= classes.length)
          throw new DataError(file, {
            position: pixelPosition(at, size),
            expected: `a class 0..${classes.length - 1} or ${ignore} (ignore)`,
            got: String(value),
            cure: `correct the label, or list its class under tasks.${name}.classes`,
          });
      }
      return labels;
    },
    target: (stored) => ({ kind: "classes", labels: new Uint8Array(stored) }),
  };
}
