import { capture, gradients, mul, sum, tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { GradScaler } from "./grad-scaler.ts";
import { Sgd } from "./sgd.ts";

let device: Awaited<ReturnType<typeof testDevice>>;
beforeAll(async () => {
  device = await testDevice();
});

const { POSITIVE_INFINITY: infinity, NaN: nan } = Number;

describe("GradScaler", () => {
  test("gradients of the scaled loss, unscaled, are those of the loss", async () => {
    const scaler = new GradScaler(device, { initScale: 1024 });
    using x = tensor(device, [1, -2, 3], [3], { requiresGrad: true });
    const made = gradients(scaler.scale(sum(mul(x, x))), [x]);
    expect([...(await made[0]!.read())]).toEqual([2048, -4096, 6144]);
    scaler.unscale(made);
    expect([...(await made[0]!.read())]).toEqual([2, -4, 6]);
    expect(await scaler.skip.item()).toBe(0);
  });

  test("finds an infinity or NaN in any of the gradients, and nothing beyond their ends", async () => {
    const scaler = new GradScaler(device);
    const skipOf = async (...rows: number[][]) => {
      scaler.unscale(rows.map((row) => tensor(device, row, [row.length])));
      return scaler.skip.item();
    };
    expect(await skipOf([1, 2, 3], [4])).toBe(0);
    expect(await skipOf([1, 2, 3], [4, 5, 6, 7, infinity])).toBe(1);
    expect(await skipOf([nan, 2, 3], [4])).toBe(1);
    expect(await skipOf([1, -infinity], [4])).toBe(1);
    expect(await skipOf([3e38])).toBe(0);
    // Memory that held infinities, of which a shorter tensor takes the beginning.
    tensor(device, new Float32Array(64).fill(infinity), [64]).dispose();
    const short = tensor(device, [1], [1]);
    scaler.unscale([short]);
    expect(await scaler.skip.item()).toBe(0);
  });

  test("the factor shrinks after an overflow, and grows after so many steps without, as in PyTorch", async () => {
    const scaler = new GradScaler(device, { initScale: 8, growthInterval: 2 });
    const factors: number[] = [];
    for (const value of [1, infinity, 1, 1, 1, nan, infinity, 1, 1]) {
      scaler.unscale([tensor(device, [value], [1])]);
      scaler.update();
      factors.push(await scaler.factor.item());
    }
    expect(factors).toEqual([8, 4, 4, 8, 8, 4, 2, 2, 4]);
  });

  test("a captured step skips by itself, and goes on with a smaller factor", async () => {
    const scaler = new GradScaler(device, { initScale: 4 });
    using weight = tensor(device, [1], [1], { requiresGrad: true });
    using input = tensor(device, [1], [1]);
    const optimizer = new Sgd({ weight }, { lr: 1 });
    using step = await capture(device, () => {
      const made = gradients(scaler.scale(sum(mul(weight, input))), [weight]);
      scaler.unscale(made);
      optimizer.step({ weight: made[0]! }, { skip: scaler.skip });
      scaler.update();
    });
    const trail: number[][] = [];
    for (const value of [0.25, 2e38, 0.25]) {
      input.write(Float32Array.of(value));
      step.run();
      trail.push([await weight.item(), await scaler.factor.item()]);
    }
    expect(trail).toEqual([
      [0.75, 4],
      [0.75, 2],
      [0.5, 2],
    ]);
    expect(await optimizer.stateDict()["step"]!.item()).toBe(2);
  });

  test("goes on from a saved state", async () => {
    const [one, other] = [
      new GradScaler(device, { growthInterval: 3 }),
      new GradScaler(device, { growthInterval: 3 }),
    ];
    const turn = (scaler: GradScaler, value: number) => {
      scaler.unscale([tensor(device, [value], [1])]);
      scaler.update();
    };
    for (const value of [infinity, 1, 1]) turn(one, value);
    const saved = Object.fromEntries(
      await Promise.all(
        Object.entries(one.stateDict()).map(async ([name, x]) => [
          name,
          { shape: x.shape, data: await x.read() },
        ]),
      ),
    );
    other.loadStateDict(saved);
    turn(other, 1);
    expect(await other.factor.item()).toBe(65_536);
  });

  const refusals: Record<string, () => unknown> = {
    "GradScaler: expected initScale above 0; got initScale 0": () => new GradScaler(device, { initScale: 0 }),
    "GradScaler: expected growthFactor above 1; got growthFactor 1": () =>
      new GradScaler(device, { growthFactor: 1 }),
    "GradScaler: expected backoffFactor between 0 and 1; got backoffFactor 2": () =>
      new GradScaler(device, { backoffFactor: 2 }),
    "GradScaler: expected growthInterval a positive integer; got growthInterval 0.5": () =>
      new GradScaler(device, { growthInterval: 0.5 }),
  };
  for (const [message, refused] of Object.entries(refusals))
    test(`refuses: ${message}`, () => expect(refused).toThrow(message));
});
