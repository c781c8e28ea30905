import { z } from "zod";
import { share } from "./numbers.ts";

const factor = z.number().min(0);

export const augment = z
  .strictObject({
    flip: z.boolean().default(true).meta({
      description: "Mirrors half of the images, normals with them.",
    }),
    scaleCrop: z.boolean().default(false).meta({
      description: "Enlarges by 1, 1.2 or 1.5 and crops to the size before; depth is divided by the scale.",
    }),
    zoomNormals: z
      .boolean()
      .default(false)
      .meta({
        description: "Turns normals as enlarging turns the surfaces that they stand on; papers keep them.",
        only: { "augment.scaleCrop": [true] },
      }),
    rotation: z.number().min(0).max(45).default(0).meta({
      description: "Turns images by up to this to either side, normals with them.",
      unit: "degrees",
    }),
    brightness: factor.default(0).meta({
      description: "Multiplies brightness by 1 minus this (at least 0) to 1 plus this.",
    }),
    contrast: factor.default(0).meta({
      description: "Multiplies contrast by 1 minus this (at least 0) to 1 plus this.",
    }),
    saturation: factor.default(0).meta({
      description: "Multiplies saturation by 1 minus this (at least 0) to 1 plus this.",
    }),
    hue: share.max(0.5).default(0).meta({
      description: "Turns hues by up to this share of the colour circle to either side.",
    }),
  })
  .meta({ description: "Random changes of the training images and their targets." });
