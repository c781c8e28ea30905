import { gradients } from "../../autograd/gradients.ts";
import { full, tensor, zeros } from "../../create.ts";
import type { Device } from "../../device/device.ts";
import { execute } from "../../execute.ts";
import { linear } from "../../grid.ts";
import * as ops from "../../ops/index.ts";
import { randomTensor } from "../../testing/random-tensor.ts";
import { uniform } from "../../testing/vectors.ts";
import descend from "./descend.wgsl";

/** A small network with every kind of launch a training step has, and its parameters. */
export function network(device: Device, seed: number) {
  const values = (shape: readonly number[], at: number, requiresGrad = false) =>
    randomTensor(device, shape, at, { requiresGrad });
  const parameters = {
    first: values([8, 3, 3, 3], seed, true),
    scale: full(device, [8], 1, { requiresGrad: true }),
    shift: zeros(device, [8], { requiresGrad: true }),
    second: values([5, 8, 3, 3], seed + 1, true),
    bias: values([5], seed + 2, true),
  };
  const running = { runningMean: zeros(device, [8]), runningVar: full(device, [8], 1) };
  const image = values([2, 3, 12, 16], seed + 3);
  const labels = tensor(
    device,
    Uint8Array.from(uniform(2 * 12 * 16, seed + 4), (v) => Math.floor((v + 1) * 2.5)),
    [2, 12, 16],
  );
  const rate = tensor(device, [0.1], []);
  const step = () => {
    const hidden = ops.conv2d(image, parameters.first, null, { padding: 1, stride: 2 });
    const normal = ops.relu(
      ops.batchNorm2d(hidden, parameters.scale, parameters.shift, { ...running, training: true }),
    );
    const large = ops.upsampleBilinear2d(normal, { scaleFactor: 2 });
    const logits = ops.conv2d(large, parameters.second, parameters.bias, { padding: 1 });
    const loss = ops.crossEntropy2d(logits, labels);
    const trained = Object.values(parameters);
    gradients(loss, trained).forEach((gradient, i) => {
      const parameter = trained[i]!;
      const launch = {
        code: descend,
        reads: ["gradient", "rate"],
        updates: ["parameter"],
        writes: {},
        params: { size: parameter.size },
        grid: linear(parameter.size),
      };
      execute("descend", [launch], { gradient, rate, parameter });
    });
    return { loss: loss.detach(), logits: logits.detach() };
  };
  return { step, image, rate, tensors: [...Object.values(parameters), ...Object.values(running)] };
}
