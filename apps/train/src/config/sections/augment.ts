import { z } from "zod";

export const augment = z
  .strictObject({
    flip: z.boolean().default(true).meta({
      description: "Mirrors half of the images, normals with them.",
    }),
    scaleCrop: z.boolean().default(false).meta({
      description: "Enlarges by 1, 1.2 or 1.5 and crops to the size before; depth is divided by the scale.",
    }),
  })
  .meta({ description: "Random changes of the training images and their targets." });
