import { z } from "zod";

const encoderDecoder = { "model.name": ["encoder-decoder"] };
const resnet = { "model.name": ["resnet-deeplab", "resnet-deeplab-mtan"] };

export const model = z
  .strictObject({
    name: z
      .enum(["encoder-decoder", "resnet-deeplab", "resnet-deeplab-mtan", "segnet", "segnet-mtan"])
      .default("encoder-decoder")
      .meta({
        description:
          "The network. encoder-decoder: small, with a decoder for each task; resnet-deeplab: a residual encoder with " +
          "a DeepLabv3 head for each task; segnet: VGG-16's encoder and a decoder by unpooling that the tasks share; " +
          "-mtan: with an attention network for each task.",
      }),
    size: z.enum(["tiny", "small"]).default("tiny").meta({
      description: "tiny: for images of about 64x48 on any machine; small: for images of 128x96 and more.",
      only: encoderDecoder,
    }),
    encoder: z.enum(["resnet18", "resnet34", "resnet50"]).default("resnet50").meta({
      description: "The residual encoder.",
      only: resnet,
    }),
    outputStride: z
      .literal([8, 16, 32])
      .default(8)
      .meta({
        description:
          "How many times smaller than the image the encoder's features are; the heads look 96, 192 and 288 pixels of " +
          "the image around.",
        only: resnet,
      }),
    weights: z.string().min(1).nullable().default(null).meta({
      description:
        "A safetensors file with torchvision's or timm's weights of the encoder, to start from; null: random ones.",
      isPath: true,
      only: resnet,
    }),
  })
  .meta({ description: "The network." });
