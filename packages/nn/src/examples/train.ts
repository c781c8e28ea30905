import {
  Adam,
  cosineSchedule,
  decodeSafetensors,
  EncoderDecoder,
  encodeSafetensors,
  type HostTensor,
  Init,
  loadStateDict,
  parameters,
  stateDict,
  warmup,
} from "@equipoise/nn";
import { add, type Device, gradients, mean, mul, scope, sub, type Tensor } from "@equipoise/tensor";

const tasks = [
  { name: "depth", channels: 1 },
  { name: "normals", channels: 3 },
];

/** Trains a network on one batch, and gives back its losses and a second network loaded from its weights. */
export async function train(device: Device, image: Tensor, targets: Record<string, Tensor>, steps: number) {
  const network = new EncoderDecoder(new Init(device, 0), { size: "tiny", tasks });
  const trained = parameters(network);
  const optimizer = new Adam(trained, { weightDecay: 1e-5 });
  const rate = warmup(cosineSchedule(steps), 2);
  const losses: number[] = [];

  for (let step = 0; step < steps; step++) {
    // The scope frees what a step made, but for what it returns.
    using loss = scope(() => {
      const outputs = network.forward(image, "train");
      const squares = tasks.map(({ name }) => {
        const missing = sub(outputs[name]!, targets[name]!);
        return mean(mul(missing, missing));
      });
      const overall = squares.reduce(add);
      const made = gradients(overall, Object.values(trained));
      optimizer.setLearningRate(3e-3 * rate(step));
      optimizer.step(Object.fromEntries(Object.keys(trained).map((name, i) => [name, made[i]!])));
      return overall.detach();
    });
    losses.push(await loss.item());
  }

  const values: Record<string, HostTensor> = {};
  for (const [name, tensor] of Object.entries(stateDict(network)))
    values[name] = { shape: tensor.shape, data: await tensor.read() };
  const bytes = encodeSafetensors(values, { tasks: JSON.stringify(tasks) });

  const copy = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks });
  loadStateDict(copy, decodeSafetensors(bytes).tensors);
  return { losses, network, copy };
}
