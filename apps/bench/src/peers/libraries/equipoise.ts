import { Sgd } from "@equipoise/nn";
import {
  add,
  capture,
  conv2d,
  crossEntropy2d,
  type Device,
  gradients,
  matmul,
  relu,
  scope,
  sum,
  type Tensor,
  tensor,
  upsampleBilinear2d,
} from "@equipoise/tensor";
import { openDevice } from "@equipoise/tensor/node";
import { nullDevice } from "../../measuring-device.ts";
import type { HostArray } from "../host-array.ts";
import type { Inputs, Library, Open, Prepare, Running } from "../library.ts";

type Tensors = Record<string, Tensor>;

/** Makes tensors as often as it is run. */
interface Repeated {
  readonly made: Tensors;
  run(): void;
  dispose(): void;
}

type Repeat = (device: Device, body: () => Tensors) => Repeated | Promise<Repeated>;

/** What the others are compared with: this repository, as a user calls it, in steps captured once. */
export const open: Open = (_, dawn) =>
  library(dawn, async (device, body) => {
    const step = await capture(device, body);
    return { made: step.result, run: () => step.run(), dispose: () => step.dispose() };
  });

/** The same, where each run is recorded anew. */
export const openEager: Open = (_, dawn) =>
  library(dawn, (_device, body) => {
    const repeated = {
      made: {} as Tensors,
      run() {
        repeated.dispose();
        repeated.made = scope(body);
      },
      dispose() {
        for (const output of Object.values(repeated.made)) output.dispose();
      },
    };
    return repeated;
  });

async function library(dawn: readonly string[], repeat: Repeat): Promise<Library> {
  const device = await opened(dawn);
  const forward = (body: (inputs: Tensors) => Tensor): Prepare => {
    return async (inputs) => {
      const held = put(device, inputs);
      return running(device, held, await repeat(device, () => ({ y: body(held) })));
    };
  };
  const pullback = (name: "x" | "weight"): Prepare => {
    return async (inputs) => {
      const held = put(device, inputs, [name]);
      const { x, weight, dy } = held;
      const y = conv2d(x!, weight!, null, { padding: 1 });
      const body = () => ({ [`d${name}`]: gradients(y, [held[name]!], { dy: dy!, retainGraph: true })[0]! });
      return running(device, { ...held, y }, await repeat(device, body));
    };
  };
  return {
    version: "",
    adapter: device.profile.description,
    works: {
      matmul: forward(({ a, b }) => matmul(a!, b!)),
      conv2d: forward(({ x, weight }) => conv2d(x!, weight!, null, { padding: 1 })),
      "conv2d dx": pullback("x"),
      "conv2d dweight": pullback("weight"),
      "relu add": forward(({ a, b }) => add(relu(a!), b!)),
      sum: forward(({ a }) => sum(a!)),
      "train step": async ({ x, labels, ...weights }) => {
        const data = put(device, { x: x!, labels: labels! });
        const parameters = put(device, weights, Object.keys(weights));
        const optimizer = new Sgd(parameters, { lr: RATE });
        const step = await repeat(device, () => ({ loss: trainStep(data, parameters, optimizer) }));
        return running(device, data, step, parameters);
      },
    },
  };
}

const RATE = 0.1;

/** With the null backend, the kernels are those of the adapter that it stands in for. */
async function opened(dawn: readonly string[]): Promise<Device> {
  const { device } = await openDevice();
  if (dawn.length === 0) return device;
  device.destroy();
  return nullDevice(device.profile);
}

const put = (device: Device, inputs: Inputs, differentiable: readonly string[] = []): Tensors =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => {
      const requiresGrad = differentiable.includes(name);
      return [name, tensor(device, data, shape, { requiresGrad })] as const;
    }),
  );

function trainStep({ x, labels }: Tensors, parameters: Tensors, optimizer: Sgd): Tensor {
  const { weight1, bias1, weight2, bias2, weight3, bias3 } = parameters;
  const a = relu(conv2d(x!, weight1!, bias1!, { padding: 1 }));
  const b = relu(conv2d(a, weight2!, bias2!, { stride: 2, padding: 1 }));
  const logits = conv2d(upsampleBilinear2d(b, { scaleFactor: 2 }), weight3!, bias3!, { padding: 1 });
  const loss = crossEntropy2d(logits, labels!);
  const slopes = gradients(loss, Object.values(parameters));
  optimizer.step(Object.fromEntries(Object.keys(parameters).map((name, i) => [name, slopes[i]!])));
  return loss;
}

const running = (device: Device, held: Tensors, repeated: Repeated, changed: Tensors = {}): Running => ({
  run: () => repeated.run(),
  finish: () => device.synchronize(),
  async results() {
    const arrays: Record<string, HostArray> = {};
    for (const [name, output] of Object.entries({ ...repeated.made, ...changed }))
      arrays[name] = { shape: output.shape, data: (await output.read()) as Float32Array };
    return arrays;
  },
  dispose() {
    repeated.dispose();
    for (const input of Object.values({ ...held, ...changed })) input.dispose();
  },
});
