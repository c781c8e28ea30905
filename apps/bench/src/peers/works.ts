/** What a library is asked to do, on f32 in PyTorch's layouts; convolutions are 3x3 with padding 1, no bias. */
export type Kind = "matmul" | "conv2d" | "conv2d dx" | "conv2d dweight" | "train step" | "relu add" | "sum";

/**
 * What is timed. `steady`: runs of a warm library, device and host together; `host`: the same on a device that does
 * nothing, so the host alone; `first`: the first run in a new process with no shader compiled before.
 */
export type Clock = "steady" | "host" | "first";

/** Uniform values from `low` up to `high`, exclusive; whole ones for `i32`. */
export interface Input {
  readonly shape: readonly number[];
  readonly type: "f32" | "i32";
  readonly low: number;
  readonly high: number;
}

export interface Work {
  readonly name: string;
  readonly title: string;
  readonly kind: Kind;
  readonly clock: Clock;
  readonly inputs: Readonly<Record<string, Input>>;
  /** Floating-point operations of one run, where arithmetic is what it costs. */
  readonly flops?: number;
  /** Bytes that one run cannot but read and write, where memory is what it costs. */
  readonly bytes?: number;
  /** Largest difference from our results, relative to the largest of them, that still is agreement. */
  readonly tolerance: number;
}

const around = (limit: number, ...shape: number[]): Input => ({
  shape,
  type: "f32",
  low: -limit,
  high: limit,
});

function matmul(n: number): Work {
  const inputs = { a: around(0.5, n, n), b: around(0.5, n, n) };
  const flops = 2 * n ** 3;
  return {
    name: `matmul-${n}`,
    title: `matmul ${n}³`,
    kind: "matmul",
    clock: "steady",
    inputs,
    flops,
    tolerance: 1e-4,
  };
}

const [N, C, H, W] = [4, 32, 64, 64];

function conv2d(kind: "conv2d" | "conv2d dx" | "conv2d dweight", K: number): Work {
  const all = { x: around(0.5, N, C, H, W), weight: around(0.5, K, C, 3, 3), dy: around(0.5, N, K, H, W) };
  const { x, weight } = all;
  const inputs = { conv2d: { x, weight }, "conv2d dx": all, "conv2d dweight": all }[kind];
  const part = kind.slice("conv2d".length).trim();
  return {
    name: ["conv", K, part].filter((word) => word !== "").join("-"),
    title: `conv2d 3x3, ${N}x${C}x${H}x${W} → ${K}, ${part || "forward"}`,
    kind,
    clock: "steady",
    inputs,
    flops: 2 * N * K * C * 9 * H * W,
    tolerance: 1e-4,
  };
}

const CLASSES = 13;

/**
 * The network that the train steps train: conv 3 → 32, relu, conv 32 → 32 with stride 2, relu, bilinear x2, conv
 * 32 → 13, cross-entropy of pixels, gradient descent with rate 0.1.
 */
const network = {
  x: around(1, N, 3, H, W),
  labels: { shape: [N, H, W], type: "i32", low: 0, high: CLASSES },
  weight1: around(0.3, C, 3, 3, 3),
  bias1: around(0.1, C),
  weight2: around(0.125, C, C, 3, 3),
  bias2: around(0.1, C),
  weight3: around(0.125, CLASSES, C, 3, 3),
  bias3: around(0.1, CLASSES),
} satisfies Record<string, Input>;

/** The convolutions of a step alone: three products each, but for the first, whose input needs no gradient. */
const networkFlops = 2 * N * 9 * H * W * (2 * C * 3 + (3 * (C * C)) / 4 + 3 * CLASSES * C);

const trainStep = { kind: "train step", inputs: network, tolerance: 1e-3 } as const;

const PIXELS = 2 ** 22;

/** All works, in the order of the table. */
export const works: readonly Work[] = [
  matmul(512),
  matmul(1024),
  ...[32, CLASSES].flatMap((K) =>
    (["conv2d", "conv2d dx", "conv2d dweight"] as const).map((kind) => conv2d(kind, K)),
  ),
  {
    ...trainStep,
    name: "train-step",
    title: "train step, five layers",
    clock: "steady",
    flops: networkFlops,
  },
  {
    name: "relu-add",
    title: "relu(a) + b, 4M",
    kind: "relu add",
    clock: "steady",
    inputs: { a: around(0.5, PIXELS), b: around(0.5, PIXELS) },
    bytes: 12 * PIXELS,
    tolerance: 1e-6,
  },
  {
    name: "sum",
    title: "sum, 4M",
    kind: "sum",
    clock: "steady",
    inputs: { a: { shape: [PIXELS], type: "f32", low: 0, high: 1 } },
    bytes: 4 * PIXELS,
    tolerance: 1e-4,
  },
  { ...trainStep, name: "host", title: "train step, host alone", clock: "host" },
  { ...trainStep, name: "first-step", title: "first train step, cold", clock: "first" },
];
