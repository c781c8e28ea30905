import { Conv2d, Init, Relu, Sequential, Sgd, Upsample } from "@equipoise/nn";
import { crossEntropy2d } from "@equipoise/tensor";
import { filled, labels } from "../ops/values.ts";
import { descent } from "./descent.ts";
import type { TrainingStep } from "./training-step.ts";

const [IMAGES, EXTENT, CLASSES] = [4, 64, 13] as const;

/** conv 3-32, relu, conv 32-32 stride 2, relu, bilinear x2, conv 32-13, cross-entropy: small enough for any library. */
export const fiveLayers: TrainingStep = {
  network: "five layers",
  case: "4 images of 64x64, SGD",
  make(device) {
    const init = new Init(device, 0);
    const network = new Sequential(
      new Conv2d(init, 3, 32, { kernelSize: 3, padding: 1 }),
      new Relu(),
      new Conv2d(init, 32, 32, { kernelSize: 3, padding: 1, stride: 2 }),
      new Relu(),
      new Upsample({ scaleFactor: 2 }),
      new Conv2d(init, 32, CLASSES, { kernelSize: 3, padding: 1 }),
    );
    const image = filled(device, [IMAGES, 3, EXTENT, EXTENT], "f32");
    const classes = labels(device, [IMAGES, EXTENT, EXTENT], CLASSES);
    return descent(
      network,
      (trained) => new Sgd(trained),
      () => crossEntropy2d(network.forward(image, "train"), classes),
    );
  },
};
