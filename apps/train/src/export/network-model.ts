import { imagenet, type Size, type TaskInfo } from "@equipoise/datasets";
import { type MultiTaskNetwork, stateDict } from "@equipoise/nn";
import { exportOnnx } from "@equipoise/onnx";
import { type Device, div, sub, type Tensor, tensor } from "@equipoise/tensor";
import { describeOutputs } from "./output-meanings.ts";

/** A network as it is exported: a function of images, and what its input is called. */
export interface NetworkModel {
  readonly input: string;
  /** From images `[N, 3, H, W]`, sRGB of 0..1: they are standardised within. */
  readonly body: (images: Tensor) => Readonly<Record<string, Tensor>>;
}

export function networkModel(
  device: Device,
  network: MultiTaskNetwork,
  tasks: readonly TaskInfo[],
): NetworkModel {
  const perChannel = (values: readonly number[]) => tensor(device, values, [3, 1, 1]);
  return {
    // A network that predicts images may have a task of that name.
    input: tasks.some(({ name }) => name === "image") ? "input" : "image",
    body: (images) =>
      network.forward(div(sub(images, perChannel(imagenet.mean)), perChannel(imagenet.deviation)), "eval"),
  };
}

/**
 * The bytes of a network's ONNX model for images of a size, any number of them at once. It takes sRGB of 0..1, and says
 * in its metadata what it was trained for.
 *
 * @throws {OnnxError} if the network has an op that ONNX has no words for.
 */
export function writeModel(
  device: Device,
  network: MultiTaskNetwork,
  tasks: readonly TaskInfo[],
  { width, height }: Size,
): Promise<Uint8Array> {
  const { input, body } = networkModel(device, network, tasks);
  const options = {
    inputs: { [input]: [3, height, width] },
    parameters: stateDict(network),
    name: "equipoise",
    description: `${input} [N, 3, ${height}, ${width}]: red, green and blue of sRGB, 0..1. ${describeOutputs(tasks)}`,
    metadata: { tasks: JSON.stringify(tasks), width: `${width}`, height: `${height}` },
  };
  return exportOnnx(device, options, (inputs) => body(inputs[input]!));
}
