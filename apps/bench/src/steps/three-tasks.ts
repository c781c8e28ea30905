import type { MultiTaskNetwork } from "@equipoise/nn";
import { add, cosineLoss, crossEntropy2d, type Device, l1Loss, type Tensor } from "@equipoise/tensor";
import { filled, labels } from "../ops/values.ts";

const CLASSES = 13;

/** Those of NYUv2. */
export const tasks = [
  { name: "segmentation", channels: CLASSES },
  { name: "depth", channels: 1 },
  { name: "normals", channels: 3 },
] as const;

export interface BatchSize {
  readonly images: number;
  readonly height: number;
  readonly width: number;
}

export const nameOfBatch = ({ images, height, width }: BatchSize): string =>
  `${images} images of ${width}x${height}, three tasks, Adam`;

/** A batch on a device. @returns the sum of a network's losses on it */
export function threeTasks(device: Device, { images, height, width }: BatchSize) {
  const image = filled(device, [images, 3, height, width], "f32");
  const classes = labels(device, [images, height, width], CLASSES);
  const depth = filled(device, [images, 1, height, width], "f32");
  const normals = filled(device, [images, 3, height, width], "f32");
  return (network: MultiTaskNetwork): Tensor => {
    const made = network.forward(image, "train");
    const segmentation = crossEntropy2d(made["segmentation"]!, classes);
    return add(add(segmentation, l1Loss(made["depth"]!, depth)), cosineLoss(made["normals"]!, normals));
  };
}
