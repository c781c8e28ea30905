import { type DatasetFormat, datasetFormats } from "@equipoise/datasets";
import { z } from "zod";
import { count, positiveInteger, seed } from "./numbers.ts";

/** Formats that take an option; where it is auto, opening the folder tells whether the option has an effect. */
const formats = (...names: readonly DatasetFormat[]) => ({ "data.format": ["auto", ...names] });
const rooms = { "data.dir": [null] };

export const data = z
  .strictObject({
    dir: z.string().min(1).nullable().default(null).meta({
      description: "Folder of the data; null: the procedural rooms.",
      isPath: true,
    }),
    format: z
      .enum(["auto", ...datasetFormats])
      .default("auto")
      .meta({
        description:
          "What the folder holds; auto tells by what lies in it, and the run's own configuration says what it was.",
      }),
    width: positiveInteger.nullable().default(null).meta({
      description: "Width that images and targets are resized to; null: the folder's own, 64 for rooms.",
      unit: "pixels",
    }),
    height: positiveInteger.nullable().default(null).meta({
      description: "Height that images and targets are resized to; null: the folder's own, 48 for rooms.",
      unit: "pixels",
    }),
    classes: z
      .literal([7, 13, 19, 40, "raw"])
      .nullable()
      .default(null)
      .meta({
        description:
          "How many classes labels tell apart: 13, 40 or raw in NYUv2, 7 or 19 in Cityscapes; null: 13; 19, or 7 in mtan.",
        only: formats("nyuv2", "mtan", "cityscapes"),
      }),
    depth: z
      .enum(["disparity", "metric"])
      .nullable()
      .default(null)
      .meta({
        description:
          "What is learnt of depth: disparity in pixels, or metres by the cameras; null: disparity.",
        only: formats("cityscapes"),
      }),
    crop: z
      .boolean()
      .nullable()
      .default(null)
      .meta({
        description: "Leave out the margin of the frames; null: true.",
        only: formats("nyuv2"),
      }),
    tasks: z
      .array(z.string().min(1))
      .min(1)
      .nullable()
      .default(null)
      .meta({ description: "Names of the tasks that are trained; null: all that the data have." }),
    skipBroken: z.boolean().default(false).meta({
      description:
        "Read everything once before training, and leave out images whose files are broken; a list of them lies in the run's folder.",
    }),
    heldOut: z
      .number()
      .min(0)
      .lt(1)
      .default(0)
      .meta({
        description:
          "Share of the images of train that are not trained on, and evaluated as the split held-out: the same ones in " +
          "every run on the same data, whatever its seed.",
      }),
    workers: count.max(64).nullable().default(null).meta({
      description:
        "Threads that read and change images; 0: the main one does; null: one for each core but one, at most 8.",
    }),
    train: positiveInteger.default(160).meta({
      description: "Rooms of the split train.",
      unit: "images",
      only: rooms,
    }),
    val: positiveInteger.default(32).meta({
      description: "Rooms of the split val.",
      unit: "images",
      only: rooms,
    }),
    seed: seed.default(0).meta({
      description: "Seed of the rooms.",
      only: rooms,
    }),
  })
  .meta({ description: "What is trained on." });
