import type { HostArray } from "../host-array.ts";
import type { Inputs, Library, Running } from "../library.ts";
import { permute } from "./axes.ts";
import { interpolation, oneHot } from "./interpolation.ts";
import { provideNavigator } from "./navigator.ts";
import type { Tf, Value, Values } from "./tfjs-api.ts";

/** From PyTorch's order of axes to that of TensorFlow.js, NCHW to NHWC and OIHW to HWIO; and back. */
const orders = {
  image: { to: [0, 2, 3, 1], from: [0, 3, 1, 2] },
  weight: { to: [2, 3, 1, 0], from: [3, 2, 0, 1] },
} as const;

const orderOf = (name: string) => (name.includes("weight") ? orders.weight : orders.image);

export async function open(module: string, dawn: readonly string[]): Promise<Library> {
  const adapter = await provideNavigator(dawn);
  flattenFeatures();
  const tf: Tf = await import(module);
  if (!(await tf.setBackend("webgpu"))) throw new Error("expected a webgpu backend; found none");
  const kernel = (name: string, inputs: Values, attributes: object) =>
    tf.engine().runKernel(name, inputs, { strides: 1, pad: "same", dataFormat: "NHWC", ...attributes });
  const simple = (name: string, body: (values: Values) => Value) => (inputs: Inputs) => {
    const held = Object.fromEntries(
      Object.entries(inputs).map(([name, array]) => [name, put(tf, name, array)]),
    );
    return repeat(tf, held, () => ({ [name]: body(held) }));
  };
  return {
    version: tf.version,
    adapter,
    remarks: {
      "train step":
        "tfjs upsamples by products with interpolation matrices: the gradient of its own resizing is wrong",
    },
    works: {
      matmul: simple("y", ({ a, b }) => tf.matMul(a!, b!)),
      conv2d: simple("y", ({ x, weight }) => tf.conv2d(x!, weight!, 1, "same")),
      "conv2d dx": simple("dx", ({ x, weight, dy }) =>
        kernel("Conv2DBackpropInput", { dy: dy!, filter: weight! }, { inputShape: x!.shape }),
      ),
      "conv2d dweight": simple("dweight", ({ x, weight, dy }) =>
        kernel("Conv2DBackpropFilter", { x: x!, dy: dy! }, { filterShape: weight!.shape }),
      ),
      "relu add": simple("y", ({ a, b }) => tf.tidy(() => tf.add(tf.relu(a!), b!))),
      sum: simple("y", ({ a }) => tf.sum(a!)),
      "train step": (inputs) => trainStep(tf, inputs),
    },
  };
}

/** It asks for a list in its list of features, which browsers take and Dawn's addon does not. */
function flattenFeatures(): void {
  const { prototype } = GPUAdapter;
  const { requestDevice } = prototype;
  prototype.requestDevice = function (descriptor: GPUDeviceDescriptor = {}) {
    const requiredFeatures = [...(descriptor.requiredFeatures ?? [])].flat() as GPUFeatureName[];
    return requestDevice.call(this, { ...descriptor, requiredFeatures });
  };
}

function put(tf: Tf, name: string, array: HostArray): Value {
  const { data, shape } = array.shape.length === 4 ? permute(array, orderOf(name).to) : array;
  return tf.tensor(data, shape, "float32");
}

function trainStep(tf: Tf, { x: pixels, labels, ...rest }: Inputs): Running {
  const [n, h, w] = labels!.shape as [number, number, number];
  const classes = rest["bias3"]!.data.length;
  const held = {
    x: put(tf, "x", pixels!),
    ones: tf.tensor(oneHot(labels!, classes).data, [n * h * w, classes], "float32"),
    rows: put(tf, "rows", interpolation(h / 2)),
    columns: put(tf, "columns", interpolation(w / 2)),
  };
  const parameters = Object.fromEntries(
    Object.entries(rest).map(([name, array]) => [name, tf.variable(put(tf, name, array))]),
  );
  const { weight1, bias1, weight2, bias2, weight3, bias3 } = parameters;
  const upsample = (x: Value) => {
    const [, h, w, c] = x.shape as [number, number, number, number];
    const tall = tf.matMul(tf.expandDims(held.rows, 0), tf.reshape(x, [n, h, w * c]));
    const wide = tf.matMul(tf.expandDims(held.columns, 0), tf.reshape(tall, [n * 2 * h, w, c]));
    return tf.reshape(wide, [n, 2 * h, 2 * w, c]);
  };
  const around = [0, 1, 1, 0].map((each): [number, number] => [each, each]);
  const loss = () => {
    const a = tf.relu(tf.add(tf.conv2d(held.x, weight1!, 1, "same"), bias1!));
    const b = tf.relu(tf.add(tf.conv2d(a, weight2!, 2, around), bias2!));
    const logits = tf.add(tf.conv2d(upsample(b), weight3!, 1, "same"), bias3!);
    const likelihoods = tf.mul(tf.logSoftmax(tf.reshape(logits, [n * h * w, classes])), held.ones);
    return tf.neg(tf.mean(tf.sum(likelihoods, 1)));
  };
  const optimizer = tf.train.sgd(0.1);
  const step = () => ({ loss: optimizer.minimize(loss, true, Object.values(parameters)), ...parameters });
  return repeat(tf, { ...held, ...parameters }, step);
}

/** Work is queued as it is called; reading an element of what was made last waits for all of it. */
function repeat(tf: Tf, held: Values, body: () => Values): Running {
  let made: Values = {};
  const free = () => {
    for (const [name, value] of Object.entries(made)) if (!(name in held)) value.dispose();
  };
  return {
    run() {
      free();
      made = tf.tidy(body);
    },
    async finish() {
      const first = tf.tidy(() => tf.slice(tf.reshape(Object.values(made)[0]!, [-1]), 0, 1));
      await first.data();
      first.dispose();
    },
    async results() {
      const arrays: Record<string, HostArray> = {};
      for (const [name, value] of Object.entries(made)) {
        const array = { shape: value.shape, data: await value.data() };
        arrays[name] = array.shape.length === 4 ? permute(array, orderOf(name).from) : array;
      }
      return arrays;
    },
    dispose() {
      free();
      for (const value of Object.values(held)) value.dispose();
    },
  };
}
