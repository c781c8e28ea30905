import type { HostArray } from "../host-array.ts";
import type { Inputs, Library, Running } from "../library.ts";
import { permute } from "./axes.ts";
import { interpolation, oneHot } from "./interpolation.ts";
import type { Jax, Value, Values } from "./jax-js-api.ts";
import { provideNavigator } from "./navigator.ts";

export async function open(module: string, dawn: readonly string[]): Promise<Library> {
  const adapter = await provideNavigator(dawn);
  const jax: Jax = await import(module);
  await jax.init("webgpu");
  jax.defaultDevice("webgpu");
  const { numpy, nn, jit } = jax;
  const simple = (name: string, body: (...inputs: Value[]) => Value) => (inputs: Inputs) => {
    const held = Object.values(inputs).map((array) => put(jax, array));
    const compiled = jit(body);
    return repeat(jax, held, () => ({ [name]: compiled(...held.map(({ ref }) => ref)) }));
  };
  return {
    version: jax.version,
    adapter,
    remarks: {
      "train step":
        "jax-js upsamples by products with interpolation matrices: it has no gradient of resizing",
    },
    works: {
      matmul: simple("y", (a, b) => numpy.matmul(a!, b!)),
      conv2d: simple("y", (x, weight) => conv(jax, x!, weight!)),
      "conv2d dx": simple("dx", (x, weight, dy) => pull(jax, (x) => conv(jax, x, weight!.ref), x!, dy!)),
      "conv2d dweight": simple("dweight", (x, weight, dy) =>
        pull(jax, (weight) => conv(jax, x!.ref, weight), weight!, dy!),
      ),
      "relu add": simple("y", (a, b) => nn.relu(a!).add(b!)),
      sum: simple("y", (a) => numpy.sum(a!)),
      "train step": (inputs) => trainStep(jax, inputs),
    },
  };
}

const put = ({ numpy }: Jax, { data, shape }: HostArray): Value => numpy.array(data).reshape(shape);

const PADDING: [number, number] = [1, 1];

const conv = ({ lax }: Jax, x: Value, weight: Value, stride = 1): Value =>
  lax.convGeneralDilated(x, weight, [stride, stride], [PADDING, PADDING]);

/** The gradient alone: compilation drops the forward convolution, whose result nobody reads. */
function pull({ vjp }: Jax, body: (input: Value) => Value, input: Value, dy: Value): Value {
  const [y, back] = vjp(body, [input]);
  y.dispose();
  const [gradient] = back(dy);
  back.dispose();
  return gradient!;
}

const RATE = 0.1;

function trainStep(jax: Jax, { x: pixels, labels, ...rest }: Inputs): Running {
  const { numpy, nn, jit, tree, valueAndGrad } = jax;
  const [n, h, w] = labels!.shape as [number, number, number];
  const classes = rest["bias3"]!.data.length;
  const held = [
    put(jax, pixels!),
    put(jax, permute(oneHot(labels!, classes), [0, 3, 1, 2])),
    put(jax, { ...interpolation(h / 2), shape: [1, 1, h, h / 2] }),
    put(jax, permute(interpolation(w / 2), [1, 0])),
  ];
  const shaped = (array: HostArray) =>
    put(jax, array.shape.length === 1 ? { ...array, shape: [1, array.data.length, 1, 1] } : array);
  let parameters = Object.fromEntries(Object.entries(rest).map(([name, array]) => [name, shaped(array)]));
  const loss = (x: Value, ones: Value, rows: Value, columns: Value) => (p: Values) => {
    const a = nn.relu(conv(jax, x, p["weight1"]!).add(p["bias1"]!));
    const b = nn.relu(conv(jax, a, p["weight2"]!, 2).add(p["bias2"]!));
    const upsampled = numpy.matmul(numpy.matmul(rows, b), columns);
    const logits = conv(jax, upsampled, p["weight3"]!).add(p["bias3"]!);
    const likelihood = nn.logSoftmax(logits, 1).mul(ones).sum();
    return likelihood.mul(-1 / (n * h * w));
  };
  const step = jit((p: Values, x: Value, ones: Value, rows: Value, columns: Value): [Value, Values] => {
    const [value, slopes] = valueAndGrad(loss(x, ones, rows, columns))(tree.ref(p));
    const next = Object.keys(p).map((name) => [name, p[name]!.sub(slopes[name]!.mul(RATE))] as const);
    return [value, Object.fromEntries(next)];
  });
  const running = repeat(jax, held, () => {
    const [x, ones, rows, columns] = held.map(({ ref }) => ref) as [Value, Value, Value, Value];
    const [value, next] = step(parameters, x, ones, rows, columns);
    parameters = next;
    return { loss: value, ...tree.ref(next) };
  });
  const dispose = () => {
    running.dispose();
    for (const value of Object.values(parameters)) value.dispose();
  };
  return { ...running, dispose };
}

/** Arrays are made when they are asked for: `gpuBuffer` hands a run to the device and does not wait for it. */
function repeat(jax: Jax, held: readonly Value[], body: () => Values): Running {
  let made: Values = {};
  const free = () => {
    for (const value of Object.values(made)) value.dispose();
  };
  return {
    async run() {
      free();
      made = body();
      await Object.values(made)[0]!.ref.gpuBuffer();
    },
    async finish() {
      await jax.getWebGPUDevice().queue.onSubmittedWorkDone();
    },
    async results() {
      const arrays: Record<string, HostArray> = {};
      for (const [name, value] of Object.entries(made))
        arrays[name] = { shape: value.shape, data: await value.ref.data() };
      return arrays;
    },
    dispose() {
      free();
      for (const value of held) value.dispose();
    },
  };
}
