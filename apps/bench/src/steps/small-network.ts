import { Adam, EncoderDecoder, Init } from "@equipoise/nn";
import { add, cosineLoss, crossEntropy2d, l1Loss } from "@equipoise/tensor";
import { filled, labels } from "../ops/values.ts";
import { descent } from "./descent.ts";
import type { TrainingStep } from "./training-step.ts";

const [IMAGES, HEIGHT, WIDTH, CLASSES] = [8, 96, 128, 13] as const;

/** The trainer's `small` network for three tasks. */
export const smallNetwork: TrainingStep = {
  network: "encoder-decoder, small",
  case: "8 images of 128x96, three tasks, Adam",
  make(device) {
    const network = new EncoderDecoder(new Init(device, 0), {
      size: "small",
      tasks: [
        { name: "segmentation", channels: CLASSES },
        { name: "depth", channels: 1 },
        { name: "normals", channels: 3 },
      ],
    });
    const image = filled(device, [IMAGES, 3, HEIGHT, WIDTH], "f32");
    const classes = labels(device, [IMAGES, HEIGHT, WIDTH], CLASSES);
    const depth = filled(device, [IMAGES, 1, HEIGHT, WIDTH], "f32");
    const normals = filled(device, [IMAGES, 3, HEIGHT, WIDTH], "f32");
    return descent(
      network,
      (trained) => new Adam(trained),
      () => {
        const made = network.forward(image, "train");
        const segmentation = crossEntropy2d(made["segmentation"]!, classes);
        return add(add(segmentation, l1Loss(made["depth"]!, depth)), cosineLoss(made["normals"]!, normals));
      },
    );
  },
};
