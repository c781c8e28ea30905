import { z } from "zod";
import { identifier, inputFields, scale, sizeField } from "./manifest-fields.ts";
import { taskSchema } from "./open-task.ts";
import { splitsField } from "./splits/split-fields.ts";

/** What `dataset.json` may say. */
export const manifestSchema = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().optional(),
    source: z.string().optional(),
    /** Of every file. */
    size: sizeField.optional(),
    /** What every sample is resized to, whatever the size of its files. */
    resize: sizeField.optional(),
    splits: splitsField,
    /** Of the order in which images are shared out. */
    splitSeed: z
      .int("an integer 0..4294967295")
      .min(0)
      .max(2 ** 32 - 1)
      .default(0),
    /** In pixels of `size`, else of `resize`. */
    intrinsics: z
      .strictObject({ fx: z.number().positive(), fy: z.number().positive(), cx: z.number(), cy: z.number() })
      .optional(),
    input: z.strictObject({ ...inputFields, scale: scale.optional() }),
    tasks: z
      .record(identifier, taskSchema)
      .refine((tasks) => Object.keys(tasks).length > 0, "at least one task"),
  })
  .superRefine(({ intrinsics, size, resize }, context) => {
    if (intrinsics !== undefined && size === undefined && resize === undefined)
      context.addIssue({
        code: "custom",
        path: ["intrinsics"],
        message: "a size or resize that the intrinsics are for",
      });
  });

/** A checked `dataset.json`. */
export type Manifest = z.infer<typeof manifestSchema>;
