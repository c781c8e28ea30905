import { z } from "zod";
import { classesTask } from "./kinds/classes.ts";
import { depthTask } from "./kinds/depth.ts";
import { normalsTask } from "./kinds/normals.ts";
import { folderName, identifier, positiveInteger } from "./manifest-fields.ts";

/** What `dataset.json` may say. */
export const manifestSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().optional(),
  source: z.string().optional(),
  /** Of every file. */
  size: z.strictObject({ width: positiveInteger, height: positiveInteger }),
  /** Split name to folder. */
  splits: z
    .record(identifier, folderName)
    .refine((splits) => Object.keys(splits).length > 0, "at least one split"),
  /** In pixels of `size`. */
  intrinsics: z
    .strictObject({ fx: z.number().positive(), fy: z.number().positive(), cx: z.number(), cy: z.number() })
    .optional(),
  input: z.strictObject({ folder: folderName, format: z.enum(["jpg", "png"]) }),
  tasks: z
    .record(identifier, z.discriminatedUnion("kind", [classesTask, depthTask, normalsTask]))
    .refine((tasks) => Object.keys(tasks).length > 0, "at least one task"),
});

/** A checked `dataset.json`. */
export type Manifest = z.infer<typeof manifestSchema>;
