import { z } from "zod";
import { expectScale, mapFields, numbers, positiveInteger, scale } from "../manifest-fields.ts";
import type { FileTask } from "./file-task.ts";
import { openNumbers } from "./numbers.ts";

export const heatmapTask = z
  .strictObject({
    kind: z.literal("heatmap"),
    ...mapFields,
    channels: positiveInteger.default(1),
    scale: scale.optional(),
    offset: z.number().default(0),
    /** Stored values of pixels without a value. */
    invalid: numbers.default([]),
  })
  .superRefine(expectScale)
  .superRefine(({ format, channels }, context) => {
    if (format === "png" && channels > 1)
      context.addIssue({ code: "custom", path: ["channels"], message: "1, as a png has, or format npy" });
  });

/** Grey PNG of one channel, or array of any number of them. */
export const openHeatmap = (name: string, spec: z.infer<typeof heatmapTask>): FileTask =>
  openNumbers(name, "heatmap", spec, {
    channels: spec.channels,
    png: "numbers",
    rule: { expected: "a number of 32 bits", fits: Number.isFinite },
  });
