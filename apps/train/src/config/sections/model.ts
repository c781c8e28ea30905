import { z } from "zod";

const encoderDecoder = { "model.name": ["encoder-decoder"] };
const resnet = { "model.name": ["resnet-deeplab"] };

export const model = z
  .strictObject({
    name: z
      .enum(["encoder-decoder", "resnet-deeplab"])
      .default("encoder-decoder")
      .meta({
        description:
          "The network. encoder-decoder: small, with a decoder for each task; resnet-deeplab: a residual encoder with " +
          "a DeepLabv3 head for each task.",
      }),
    size: z.enum(["tiny", "small"]).default("tiny").meta({
      description: "tiny: for images of about 64x48 on any machine; small: for images of 128x96 and more.",
      only: encoderDecoder,
    }),
    encoder: z.enum(["resnet18", "resnet34", "resnet50"]).default("resnet50").meta({
      description: "The residual encoder.",
      only: resnet,
    }),
    outputStride: z.literal([8, 16, 32]).default(8).meta({
      description: "How many times smaller than the image the encoder's features are.",
      only: resnet,
    }),
  })
  .meta({ description: "The network." });
