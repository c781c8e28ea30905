import { type Batch, batches, imagenet, rooms } from "@equipoise/datasets";
import { everyStep, fixed } from "@equipoise/lsb";
import { Adam, EncoderDecoder, Init, parameters, Sgd } from "@equipoise/nn";
import { beforeAll, describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { readLosses } from "./read-losses.ts";
import { Trainer, type TrainerOptions } from "./trainer.ts";

const dataset = rooms({ seed: 0, train: 8, val: 1, width: 16, height: 12 });
const size = { width: 16, height: 12 };
let given: Batch[];

// Losses of segmentation, depth and normals before each step of SGD; two software adapters agree on six digits.
const trajectory = [
  [2.76435, 2.682905, 1.323256],
  [2.813678, 2.990649, 1.235174],
  [2.731185, 2.640015, 1.286242],
  [2.773808, 2.93698, 1.189906],
  [2.678492, 2.556377, 1.22758],
  [2.71301, 2.852149, 1.110438],
  [2.617537, 2.441655, 1.152462],
  [2.640219, 2.744071, 1.039286],
  [2.556748, 2.312044, 1.076159],
  [2.577063, 2.617211, 0.9782934],
];

beforeAll(async () => {
  given = [];
  for await (const batch of batches(dataset, "train", { batchSize: 4, size, standardise: imagenet }))
    given.push(batch);
});

async function trainer(seed: number): Promise<Trainer> {
  const device = await testDevice();
  const network = new EncoderDecoder(new Init(device, seed), { size: "tiny", tasks: dataset.tasks });
  return new Trainer(device, network, dataset.tasks, new Adam(parameters(network)));
}

describe("Trainer", () => {
  test("a hundred steps make no buffer and no bind group after the third, and read nothing back", async () => {
    const device = await testDevice();
    const made = await trainer(1);
    const stats = async (steps: number) => {
      for (let i = 0; i < steps; i++) {
        await made.step(given[i % 2]!, 1e-3);
        await device.synchronize();
      }
      const { buffers, bytes, usedBytes, bindingsMade, pipelines, readbacks } = device.stats;
      return { buffers, bytes, usedBytes, bindingsMade, pipelines, readbacks };
    };
    const before = device.stats.readbacks;
    const third = await stats(3);
    expect(third.readbacks).toBe(before);
    expect(await stats(97)).toEqual(third);
  });

  test("the same seed and batches give the same bits, another seed gives others", async () => {
    const losses = async (seed: number) => {
      const made = await trainer(seed);
      for (let i = 0; i < 4; i++) await made.step(given[i % 2]!, 1e-3);
      return (await made.latest()).losses;
    };
    const first = await losses(1);
    expect(await losses(1)).toEqual(first);
    expect(await losses(2)).not.toEqual(first);
  });

  test("ten steps go where they always went", async () => {
    const device = await testDevice();
    const network = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks: dataset.tasks });
    const optimizer = new Sgd(parameters(network), { momentum: 0.9 });
    const made = new Trainer(device, network, dataset.tasks, optimizer);
    for (const [step, expected] of trajectory.entries()) {
      await made.step(given[step % 2]!, 3e-3);
      const losses = Object.values((await made.latest()).losses);
      for (const [k, loss] of losses.entries()) expect(loss / expected[k]!).toBeCloseTo(1, 5);
    }
  });

  test("a period's sums are those of its steps, one read-back for all", async () => {
    const device = await testDevice();
    const made = await trainer(1);
    const sums: Record<string, number> = { segmentation: 0, depth: 0, normals: 0 };
    for (let i = 0; i < 3; i++) {
      await made.step(given[i % 2]!, 1e-3);
      for (const [task, loss] of Object.entries((await made.latest()).losses)) sums[task]! += loss;
    }
    const before = device.stats.readbacks;
    const { labelled, means } = await made.endPeriod();
    expect(device.stats.readbacks - before).toBe(1);
    expect(labelled).toEqual({ segmentation: 3, depth: 3, normals: 3 });
    for (const [task, sum] of Object.entries(sums)) expect((3 * means[task]!) / sum).toBeCloseTo(1, 6);
    expect((await made.endPeriod()).labelled).toEqual({ segmentation: 0, depth: 0, normals: 0 });
  });

  test("a task without a labelled pixel in a step does not count in its mean, nor does it train", async () => {
    const made = await trainer(1);
    const [batch] = given as [Batch];
    const depth = batch.targets["depth"]!;
    if (depth.kind !== "depth") throw new Error("expected depth");
    const unlabelled: Batch = {
      ...batch,
      targets: { ...batch.targets, depth: { ...depth, mask: new Uint8Array(depth.mask.length) } },
      labelled: { ...batch.labelled, depth: 0 },
    };
    await made.step(unlabelled, 1e-3);
    expect((await made.latest()).losses["depth"]).toBe(0);
    const said = await readLosses(made, { step: 1, onNan: "stop", perStep: false });
    expect(said.losses).toEqual({ ...(await made.latest()).losses, depth: null });
    await made.step(batch, 1e-3);
    const loss = (await made.latest()).losses["depth"]!;
    const { labelled, means } = await made.endPeriod();
    expect(labelled).toEqual({ segmentation: 2, depth: 1, normals: 2 });
    expect(means["depth"]).toBe(loss);
  });

  test("a task of weight 0 is not trained, the others are", async () => {
    const device = await testDevice();
    const network = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks: dataset.tasks });
    const balancer = everyStep(fixed({ weights: { segmentation: 1, depth: 0, normals: 1 } }));
    const method = { acts: "periods", balancer } as const;
    const made = new Trainer(device, network, dataset.tasks, new Adam(parameters(network)), { method });
    const exit = (task: string) => network.heads[task]!.exit.weight;
    const before = { depth: await exit("depth").read(), normals: await exit("normals").read() };
    await made.step(given[0]!, 1e-3);
    expect(await exit("depth").read()).toEqual(before.depth);
    expect(await exit("normals").read()).not.toEqual(before.normals);
  });

  test("mixed precision trains like single, or says that the adapter has none", async () => {
    const device = await testDevice();
    const make = (precision: "single" | "mixed") => {
      const network = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks: dataset.tasks });
      return new Trainer(device, network, dataset.tasks, new Adam(parameters(network)), { precision });
    };
    if (!device.profile.f16) {
      expect(() => make("mixed")).toThrow(
        "train.precision: expected an adapter with half precision (shader-f16) for mixed; " +
          `got ${device.profile.description}. Leave it at single, or set EQUIPOISE_ADAPTER to another`,
      );
      return;
    }
    const [single, mixed] = [make("single"), make("mixed")];
    for (let i = 0; i < 6; i++) {
      for (const trainer of [single, mixed]) await trainer.step(given[i % 2]!, 1e-3);
      const [expected, got] = [(await single.latest()).losses, (await mixed.latest()).losses];
      for (const [task, loss] of Object.entries(expected))
        expect(Math.abs(got[task]! / loss - 1)).toBeLessThan(0.05);
    }
  });
});

test("the loss of a task in another unit is that many times the loss, for the balancer and for the network", async () => {
  const device = await testDevice();
  const lossesAfter = async (options: TrainerOptions) => {
    const network = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks: dataset.tasks });
    const made = new Trainer(device, network, dataset.tasks, new Sgd(parameters(network)), options);
    const seen: number[][] = [];
    for (let i = 0; i < 3; i++) {
      await made.step(given[i % 2]!, 1e-3);
      seen.push(Object.values((await made.latest()).losses));
    }
    return seen;
  };
  const weights = { segmentation: 1, depth: 4, normals: 1 };
  const method = { acts: "periods", balancer: everyStep(fixed({ weights })) } as const;
  // A power of two, so that no bit is rounded.
  const weighted = await lossesAfter({ method });
  expect(await lossesAfter({ lossFactors: { depth: 4 } })).toEqual(
    weighted.map(([segmentation, depth, normals]) => [segmentation, 4 * depth!, normals]),
  );
});
