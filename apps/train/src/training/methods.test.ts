import { type Batch, batches, imagenet, rooms } from "@equipoise/datasets";
import { type AveragingBalancer, gramMatrix, type PerTask, type StepState } from "@equipoise/lsb";
import {
  buffers,
  EncoderDecoder,
  Init,
  type NamedTensors,
  parameters,
  parametersByTask,
  Sgd,
} from "@equipoise/nn";
import { concat, gradientsOfEach, scope, type Tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { createMethod } from "../balancing/create-method.ts";
import { parseConfig } from "../config/parse.ts";
import { testDevice } from "../testing/device.ts";
import { BatchTensors } from "./batch-tensors.ts";
import { PrecisionPolicy } from "./precision.ts";
import { taskLosses } from "./step-parts.ts";
import { Trainer } from "./trainer.ts";

const size = { width: 16, height: 12 };
const dataset = rooms({ seed: 0, train: 8, val: 1, ...size });
const names = dataset.tasks.map(({ name }) => name);
const device = await testDevice();
let given: Batch[];

beforeAll(async () => {
  given = [];
  for await (const batch of batches(dataset, "train", { batchSize: 2, size, standardise: imagenet }))
    given.push(batch);
});

/** The batch with a task whose labels are all missing. */
function without(batch: Batch, task: string): Batch {
  const target = batch.targets[task]!;
  if (target.kind === "classes") throw new TypeError("expected a task of values");
  const unlabelled = { ...target, mask: new Uint8Array(target.mask.length) };
  return {
    ...batch,
    targets: { ...batch.targets, [task]: unlabelled },
    labelled: { ...batch.labelled, [task]: 0 },
  };
}

const methodOf = (fields: object) =>
  createMethod(parseConfig({ balancer: fields }, "test").balancer, { inRun: 10, inEpoch: 1 }, 3);

function trained(fields: object) {
  const network = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks: dataset.tasks });
  const method = methodOf(fields);
  const optimizer = new Sgd(parameters(network));
  return { network, method, trainer: new Trainer(device, network, dataset.tasks, optimizer, { method }) };
}

const read = async (tensors: NamedTensors): Promise<Record<string, number[]>> =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(tensors).map(async ([name, tensor]) => [name, [...(await tensor.read())].map(Number)]),
    ),
  );

describe("of the methods that act in every step on the device", () => {
  test.each([
    [{ name: "uw" }],
    [{ name: "uw", learningRate: 0.05 }],
    [{ name: "imtl-l", learningRate: 0.05 }],
    [{ name: "rlw" }],
    [{ name: "gls" }],
    [{ name: "stch", warmup: 1 }],
    [{ name: "stch-plain", mu: 0.5 }],
    [{ name: "uw-so", temperature: 2 }],
  ])("%j has the weights that its definition has of the same losses", async (fields) => {
    const { method, trainer } = trained(fields);
    let state = method.balancer.init(names);
    for (let step = 0; step < 6; step++) {
      const batch = given[step % given.length]!;
      const missing = step % 3 === 1 ? "depth" : null;
      await trainer.step(missing ? without(batch, missing) : batch, 0.01 / (1 + step));
      const { losses, weights } = await trainer.latest();
      const seen = Object.fromEntries(
        names.filter((name) => name !== missing).map((name) => [name, losses[name]!]),
      );
      const rate = "learningRate" in fields ? {} : { learningRate: Math.fround(0.01 / (1 + step)) };
      const expected = method.balancer.step(state, { losses: seen, ...rate });
      for (const name of names) expectClose(weights[name]!, expected.weights[name]!, 1e-5);
      state = expected.state;
      if (step % 2 === 0) continue;
      const record = await trainer.endPeriod();
      const turned = method.balancer.observe(state);
      expect(record.labelled).toEqual(turned.record.labelled);
      expectClose(record.overall, turned.record.overall, 1e-5);
      for (const name of names) expectClose(record.trained[name]!, turned.record.trained[name]!, 1e-5);
      state = turned.state;
    }
  });
});

const expectClose = (got: number, expected: number, bound: number) =>
  expect(Math.abs(got - expected), `${got} and ${expected}`).toBeLessThanOrEqual(bound * Math.abs(expected));

describe("famo", () => {
  test("learns from the losses of the same batch after the step, by which nothing else changes", async () => {
    const { network, method, trainer } = trained({ name: "famo" });
    const other = trained({ name: "equal" });
    if (!("after" in method.balancer)) throw new TypeError("expected a balancer with hindsight");
    const after = method.balancer.after as (state: StepState, losses: PerTask) => StepState;
    let state = method.balancer.init(names);
    for (let step = 0; step < 4; step++) {
      const batch = given[step]!;
      await trainer.step(batch, 0.02);
      const { losses, weights } = await trainer.latest();
      const expected = method.balancer.step(state, { losses });
      for (const name of names) expectClose(weights[name]!, expected.weights[name]!, 2e-5);
      state = after(expected.state, await lossesOf(network, batch));
      if (step > 0) continue;
      await other.trainer.step(batch, 0.02);
      expect(await read(buffers(network))).toEqual(await read(buffers(other.network)));
    }
  });
});

/** Losses of a batch as the network is, whose statistics come back as they were. */
async function lossesOf(network: EncoderDecoder, batch: Batch): Promise<PerTask> {
  const { losses } = await gradientsOf(network, batch);
  return losses;
}

/** Losses of a batch, and each task's gradient by every parameter, computed without a trainer. */
async function gradientsOf(network: EncoderDecoder, batch: Batch) {
  const tensors = new BatchTensors(device, dataset.tasks, batch);
  tensors.load(batch);
  const running = await Promise.all(Object.values(buffers(network)).map((tensor) => tensor.read()));
  const all = parameters(network);
  const { losses, rows } = scope(() => {
    const precision = new PrecisionPolicy(device, "single", "stop");
    const optimizer = new Sgd(all);
    const parts = {
      device,
      network,
      tasks: dataset.tasks,
      lossFactors: {},
      optimizer,
      precision,
      skipped: null,
    };
    const made = taskLosses(parts, tensors);
    const rows: Tensor[][] = gradientsOfEach(made, Object.values(all));
    return { losses: concat(made, 0).detach(), rows };
  });
  const values = await losses.read();
  const gradients = await Promise.all(
    rows.map((row) => read(Object.fromEntries(Object.keys(all).map((name, i) => [name, row[i]!])))),
  );
  for (const [i, tensor] of Object.values(buffers(network)).entries()) tensor.write(running[i]!);
  return { losses: Object.fromEntries(names.map((name, k) => [name, values[k]!])), gradients };
}

describe("of the methods that act on gradients", () => {
  test.each([
    [{ name: "gradnorm" }],
    [{ name: "mgda" }],
    [{ name: "pcgrad" }],
    [{ name: "cagrad" }],
    [{ name: "imtl-g" }],
    [{ name: "nash-mtl" }],
    [{ name: "aligned-mtl" }],
    [{ name: "db-mtl" }],
    [{ name: "mgda", normalize: "loss+", heads: "weighted" }],
    [{ name: "gradnorm", heads: "weighted", learningRate: 0.1 }],
  ])("%j makes the step that its definition makes of the gradients", async (fields) => {
    const { network, method, trainer } = trained(fields);
    const { shared, own } = parametersByTask(network, names);
    const lr = 1e-2;
    let state = method.balancer.init(names);
    let averages: PerTask<number[]> = {};
    for (const [step, whole] of given.slice(0, 3).entries()) {
      const missing = step === 1 ? "normals" : null;
      const batch = missing ? without(whole, missing) : whole;
      const before = await read(parameters(network));
      const { losses, gradients } = await gradientsOf(network, batch);
      const seen: PerTask = Object.fromEntries(Object.entries(losses).filter(([name]) => name !== missing));
      const flat = (row: Record<string, number[]>) => Object.keys(shared).flatMap((name) => row[name]!);
      let vectors = Object.fromEntries(names.map((name, k) => [name, flat(gradients[k]!)]));
      if ("average" in method.balancer) {
        const factors = (method.balancer as AveragingBalancer).average(state, seen);
        averages = Object.fromEntries(
          names.map((name) => {
            const { keep, add } = factors[name] ?? { keep: 1, add: 0 };
            return [name, vectors[name]!.map((value, i) => keep * (averages[name]?.[i] ?? 0) + add * value)];
          }),
        );
        vectors = averages;
      }
      const rate = "learningRate" in fields ? {} : { learningRate: lr };
      const expected = method.balancer.step(state, { losses: seen, gram: gramMatrix(vectors), ...rate });
      state = expected.state;

      await trainer.step(batch, lr);
      const { weights } = await trainer.latest();
      for (const name of names) expectClose(weights[name]!, expected.weights[name]!, 1e-3);
      const after = await read(parameters(network));
      let offset = 0;
      for (const [parameter, { size }] of Object.entries(shared)) {
        const change = names
          .map((name) =>
            vectors[name]!.slice(offset, offset + size).map((value) => lr * expected.weights[name]! * value),
          )
          .reduce((sum, term) => sum.map((value, i) => value + term[i]!));
        expectMoved(before[parameter]!, after[parameter]!, change);
        offset += size;
      }
      for (const [k, name] of names.entries())
        for (const parameter of Object.keys(own[name]!)) {
          const change = gradients[k]![parameter]!.map((value) => lr * expected.heads[name]! * value);
          expectMoved(before[parameter]!, after[parameter]!, change);
        }
      // In the first period gradnorm only looks.
      if (step > 0) continue;
      await trainer.endPeriod();
      state = method.balancer.observe(state).state;
    }
  });
});

/** By plain gradient descent, to f32's last digits of where it began and a thousandth of the greatest change. */
function expectMoved(from: readonly number[], to: readonly number[], change: readonly number[]) {
  const most = Math.max(...change.map(Math.abs));
  const off = from.map((value, i) => {
    const bound = 1e-3 * most + 2e-7 * Math.abs(value) + 1e-9;
    return Math.abs(to[i]! - (value - change[i]!)) / bound;
  });
  expect(Math.max(...off)).toBeLessThanOrEqual(1);
}

test.each([
  ["lsb", 0],
  ["uw", 0],
  ["rlw", 0],
  ["stch", 0],
  ["famo", 0],
  ["cagrad", 1],
  ["db-mtl", 2],
])(
  "a step with %s makes no buffer and no bind group after the third, and %i read-backs",
  async (name, readbacks) => {
    const { trainer } = trained({ name });
    const stats = async (steps: number) => {
      const before = device.stats.readbacks;
      for (let i = 0; i < steps; i++) {
        await trainer.step(given[i % 2]!, 1e-3);
        await device.synchronize();
      }
      const { buffers, bytes, usedBytes, bindingsMade, pipelines } = device.stats;
      return {
        buffers,
        bytes,
        usedBytes,
        bindingsMade,
        pipelines,
        readbacks: (device.stats.readbacks - before) / steps,
      };
    };
    const third = await stats(3);
    expect(third.readbacks).toBe(readbacks);
    expect(await stats(3)).toEqual(third);
  },
);
