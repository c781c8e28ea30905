import { type Batch, type DenseKind, denseChannels, type Target, type TaskInfo } from "@equipoise/datasets";
import { Adam, EncoderDecoder, Init, parameters } from "@equipoise/nn";
import { gradients, scope, tensor } from "@equipoise/tensor";
import { describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { BatchTensors, type TargetTensors } from "./batch-tensors.ts";
import { taskLoss } from "./task-loss.ts";
import { Trainer } from "./trainer.ts";

type DenseKindOfOneChannel = "depth" | "inverse-depth" | "mask" | "heatmap" | "edges";

/** Loss and gradient of one image of one row. */
async function lossOf(kind: DenseKind, x: number[], values: number[], mask: number[]) {
  const device = await testDevice();
  const channels = x.length / mask.length;
  const shape = [1, channels, 1, mask.length];
  const target: TargetTensors = {
    kind,
    values: tensor(device, Float32Array.from(values), shape),
    mask: tensor(device, Uint8Array.from(mask), [1, 1, mask.length]),
  };
  const prediction = tensor(device, Float32Array.from(x), shape, { requiresGrad: true });
  const [loss, dx] = scope(() => {
    const result = taskLoss(prediction, target);
    return [result, gradients(result, [prediction])[0]!];
  });
  return { loss: await loss.item(), gradient: [...(await dx.read())] };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const x = [0.5, -1, 2, 0.25, 3];
const truth = [1, 0, 0, 1, 0];
const mask = [1, 1, 1, 1, 0];

/** Each pixel's loss and its derivative, by definition; the last pixel has no target. */
const definitions: Record<DenseKindOfOneChannel, (x: number, t: number) => [loss: number, slope: number]> = {
  depth: (x, t) => [Math.abs(x - t), Math.sign(x - t)],
  "inverse-depth": (x, t) => [Math.abs(x - t), Math.sign(x - t)],
  heatmap: (x, t) => [(x - t) ** 2, 2 * (x - t)],
  mask: (x, t) => [-Math.log(t === 1 ? sigmoid(x) : 1 - sigmoid(x)), sigmoid(x) - t],
  // Two of four pixels are edges: both weights are a half.
  edges: (x, t) => [-Math.log(t === 1 ? sigmoid(x) : 1 - sigmoid(x)) / 2, (sigmoid(x) - t) / 2],
};

describe("taskLoss", () => {
  test.each(Object.entries(definitions))(
    "of %s is the mean of its pixels' by definition",
    async (kind, of) => {
      const { loss, gradient } = await lossOf(kind as DenseKind, x, truth, mask);
      const pixels = x.slice(0, 4).map((value, i) => of(value, truth[i]!));
      expect(loss).toBeCloseTo(
        pixels.reduce((sum, [own]) => sum + own / 4, 0),
        6,
      );
      for (const [i, [, slope]] of pixels.entries()) expect(gradient[i]).toBeCloseTo(slope / 4, 6);
      expect(gradient[4]).toBe(0);
    },
  );

  test("of rgb is the mean over the channels of its pixels", async () => {
    const { loss, gradient } = await lossOf("rgb", [1, 0, 1, 0, 1, 9], [0.5, 0, 1, 0, 0, 0], [1, 0]);
    expect(loss).toBeCloseTo((0.5 + 0 + 1) / 3, 6);
    expect(gradient.map((d) => Math.fround(3 * d))).toEqual([1, 0, 0, 0, 1, 0]);
  });

  test("of edges weighs a few edges as much as all other pixels", async () => {
    // One edge in five pixels: it weighs 4/5, the others 1/5 each.
    const { loss, gradient } = await lossOf(
      "edges",
      [0, 0, 0, 0, 0, 7],
      [0, 1, 0, 0, 0, 0],
      [1, 1, 1, 1, 1, 0],
    );
    expect(loss).toBeCloseTo((2 * (4 / 5) * Math.LN2) / 5, 6);
    const others = (0.5 * (1 / 5)) / 5;
    const expected = [others, (-0.5 * (4 / 5)) / 5, others, others, others, 0];
    for (const [i, slope] of expected.entries()) expect(gradient[i]).toBeCloseTo(slope, 7);
  });

  test.each(Object.keys(denseChannels) as DenseKind[])(
    "of %s is 0 where no pixel has a target",
    async (kind) => {
      const values = new Array<number>(2 * (denseChannels[kind] ?? 1)).fill(0);
      const { loss, gradient } = await lossOf(
        kind,
        values.map((_, i) => i + 1),
        values,
        [0, 0],
      );
      expect(loss).toBe(0);
      expect(gradient).toEqual(values);
    },
  );
});

test("a network learns every kind in one captured step", async () => {
  const size = { width: 8, height: 16 };
  const pixels = size.width * size.height;
  const device = await testDevice();
  const kinds = Object.keys(denseChannels) as DenseKind[];
  const tasks: TaskInfo[] = kinds.map((kind) => ({ name: kind, kind, channels: denseChannels[kind] ?? 2 }));
  // The right half differs from the left, in the image and in every target.
  const right = (at: number) => Number(at % 8 > 3);
  const planes = (channels: number) => Float32Array.from({ length: channels * pixels }, (_, at) => right(at));
  const targetOf = ({ kind, channels }: TaskInfo): Target => {
    if (kind === "classes") throw new Error("expected a dense kind");
    const values =
      kind === "normals"
        ? planes(3).map((v, at) => (at < pixels ? v : at < 2 * pixels ? 1 - v : 0))
        : planes(channels);
    return { kind, values, mask: new Uint8Array(pixels).fill(1) };
  };
  const batch: Batch = {
    ...size,
    size: 1,
    names: ["train/0"],
    image: planes(3),
    targets: Object.fromEntries(tasks.map((task) => [task.name, targetOf(task)])),
    labelled: Object.fromEntries(kinds.map((kind) => [kind, pixels])),
  };
  const network = new EncoderDecoder(new Init(device, 0), { size: "tiny", tasks });
  const trainer = new Trainer(device, network, tasks, new Adam(parameters(network)));
  await trainer.step(batch, 1e-2);
  const before = (await trainer.latest()).losses;
  for (let i = 0; i < 12; i++) await trainer.step(batch, 1e-2);
  const after = (await trainer.latest()).losses;
  for (const kind of kinds) expect(after[kind]! / before[kind]!, kind).toBeLessThan(0.7);
});

test("labels of more classes than a byte holds count as they are", async () => {
  const device = await testDevice();
  const labels = Uint16Array.of(255, 299, 65535, 0);
  const task: TaskInfo = { name: "s", kind: "classes", channels: 300, classes: [] };
  const size = { size: 1, width: 4, height: 1 };
  const image = new Float32Array(12);
  const batch: Batch = {
    ...{ ...size, names: ["train/0"], image },
    targets: { s: { kind: "classes", labels } },
    labelled: { s: 3 },
  };
  using tensors = new BatchTensors(device, [task], size);
  tensors.load(batch);
  const logits = new Float32Array(4 * 300);
  // The second pixel is sure of its class, the others of nothing.
  logits[299 * 4 + 1] = 100;
  const loss = taskLoss(tensor(device, logits, [1, 300, 1, 4]), tensors.targets["s"]!);
  expect(await loss.item()).toBeCloseTo((2 * Math.log(300)) / 3, 4);
});
