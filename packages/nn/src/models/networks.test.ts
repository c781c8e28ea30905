import {
  add,
  autocast,
  type CapturedStep,
  capture,
  cast,
  type Device,
  full,
  gradients,
  mean,
  mul,
  scope,
  sub,
  type Tensor,
  tensor,
} from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { Init } from "../init/init.ts";
import { disposeLayer, parameters, stateDict } from "../layer.ts";
import { Adam } from "../optim/adam.ts";
import { testDevice } from "../testing/device.ts";
import { BlankInit, fill, values } from "../testing/formula.ts";
import { DeepLabMtan } from "./mtan/deeplab-mtan.ts";
import { SegNetMtan } from "./mtan/segnet-mtan.ts";
import type { MultiTaskNetwork } from "./network.ts";
import { SegNet } from "./segnet/segnet.ts";

const tasks = [
  { name: "depth", channels: 1 },
  { name: "normals", channels: 3 },
];
const networks: Record<string, (init: Init) => MultiTaskNetwork> = {
  // All of DeepLab is in it.
  DeepLabMtan: (init) => new DeepLabMtan(init, { depth: 18, outputStride: 16, width: 4, rates: [1], tasks }),
  SegNet: (init) => new SegNet(init, { tasks, widths: [6, 8, 8] }),
  SegNetMtan: (init) => new SegNetMtan(init, { tasks, widths: [6, 8, 8] }),
};

const STEPS = 5;
/** Odd, so that levels are pooled over their edges. */
const IMAGE = [2, 3, 25, 31] as const;

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

/** Losses of steps on one batch, handed to the device one by one or recorded once, and the network's tensors after. */
async function train(make: (init: Init) => MultiTaskNetwork, captured: boolean) {
  const network = make(new Init(device, 3));
  const trained = parameters(network);
  const optimizer = new Adam(trained, { lr: 3e-3 });
  const image = tensor(device, values(1, IMAGE), IMAGE);
  const targets = tasks.map(({ channels }, i) => {
    return full(device, [IMAGE[0], channels, IMAGE[2], IMAGE[3]], 2 - i);
  });
  const body = (): Tensor => {
    const outputs = Object.values(network.forward(image, "train"));
    const losses = outputs.map((y, i) => {
      const missing = sub(y, targets[i]!);
      return mean(mul(missing, missing));
    });
    const overall = losses.reduce(add);
    const made = gradients(overall, Object.values(trained));
    optimizer.step(Object.fromEntries(Object.keys(trained).map((name, i) => [name, made[i]!])));
    return overall.detach();
  };
  const step: CapturedStep<Tensor> | null = captured ? await capture(device, body) : null;
  const losses: number[] = [];
  const held: unknown[] = [];
  for (let i = 0; i < STEPS; i++) {
    using loss = step ? null : scope(body);
    step?.run();
    losses.push(await (loss ?? step!.result).item());
    const { buffers, bytes, usedBytes, bindingsMade, pipelines } = device.stats;
    held.push({ buffers, bytes, usedBytes, bindingsMade, pipelines });
  }
  const state = await Promise.all(Object.values(stateDict(network)).map(async (value) => value.read()));
  step?.dispose();
  disposeLayer(network);
  disposeLayer(Object.values(optimizer.stateDict()));
  for (const made of [image, ...targets]) made.dispose();
  return { losses, held, state };
}

describe("networks", () => {
  for (const [name, make] of Object.entries(networks))
    test(`${name} learns, in memory that stays the same`, async () => {
      const { losses, held } = await train(make, false);
      expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
      for (const later of held.slice(3)) expect(later).toEqual(held[3]);
    });

  // Unpooling is its own, and of what is built on it.
  test("SegNet learns by the same bits in captured steps", async () => {
    const make = networks["SegNet"]!;
    const [eager, captured] = [await train(make, false), await train(make, true)];
    expect(captured.losses).toEqual(eager.losses);
    expect(captured.state).toEqual(eager.state);
  });

  for (const [name, make] of Object.entries(networks))
    test(`${name} in mixed precision is what it is in single, as near as PyTorch's; or refused`, async () => {
      const network = make(new BlankInit(device, 0));
      fill(network);
      using image = tensor(device, values(1, IMAGE), IMAGE);
      const predict = () => {
        const outputs = Object.values(network.forward(image, "eval"));
        return outputs.map((y) => cast(y, "f32"));
      };
      if (!device.profile.f16) {
        expect(() => autocast(device, predict)).toThrow("autocast: expected");
        return;
      }
      const run = (forward: () => Tensor[]) =>
        scope(() => {
          const outputs = forward();
          const dy = outputs.map(({ shape }, i) => tensor(device, values(2 + i, shape), shape));
          const slopes = gradients(outputs, Object.values(parameters(network)), { dy });
          return { outputs: outputs.map((y) => y.detach()), slopes };
        });
      const [single, mixed] = [run(predict), run(() => autocast(device, predict))];
      // ReLU and pooling choose otherwise here and there: under PyTorch's autocast, 1e-3 to 5e-3, and 0.05 to 0.06.
      expect(await distance(mixed.outputs, single.outputs)).toBeLessThan(5e-3);
      expect(await distance(mixed.slopes, single.slopes)).toBeLessThan(0.15);
      for (const made of [single, mixed]) disposeLayer(made);
      disposeLayer(network);
    });
});

/** ‖a − b‖ / ‖b‖ over all tensors of two lists. */
async function distance(a: readonly Tensor[], b: readonly Tensor[]): Promise<number> {
  let [missing, whole] = [0, 0];
  for (const [k, tensor] of a.entries()) {
    const [left, right] = [await tensor.read(), await b[k]!.read()];
    for (const [i, value] of left.entries()) {
      missing += (value - right[i]!) ** 2;
      whole += right[i]! ** 2;
    }
  }
  return Math.sqrt(missing / whole);
}
