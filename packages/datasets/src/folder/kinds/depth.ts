import { z } from "zod";
import { expectScale, mapFields, numbers, scale } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";
import { openNumbers } from "./numbers.ts";

export const depthTask = z
  .strictObject({
    kind: z.literal("depth"),
    ...mapFields,
    /** Of `scale * stored + offset`. */
    unit: z.literal("metre").default("metre"),
    scale: scale.optional(),
    offset: z.number().default(0),
    /** Stored values of pixels without depth. */
    invalid: numbers.default([0]),
  })
  .superRefine(expectScale);

/** 16-bit grey PNG or array of depths in metres. */
export const openDepth = (name: string, spec: z.infer<typeof depthTask>): FileTask =>
  openNumbers(name, "depth", spec, {
    png: "depth",
    rule: { expected: "a depth above 0 metres", fits: (value) => value > 0 && Number.isFinite(value) },
  });
