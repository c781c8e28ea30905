import { readFileSync } from "node:fs";
import { scope, type Tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { Init } from "./init.ts";
import {
  fans,
  gains,
  kaimingNormal,
  kaimingUniform,
  reluGain,
  xavierNormal,
  xavierUniform,
} from "./schemes.ts";

interface Golden {
  readonly torch: string;
  readonly gains: Readonly<Record<string, number>>;
  readonly shapes: readonly {
    readonly shape: readonly number[];
    readonly fans: readonly [number, number];
    readonly kaiming: readonly {
      readonly mode: "fanIn" | "fanOut";
      readonly gain: keyof typeof gainsByName;
      readonly uniform: number;
      readonly normal: number;
    }[];
    readonly xavier: { readonly uniform: number; readonly normal: number; readonly uniformGain3: number };
  }[];
}

const golden: Golden = JSON.parse(readFileSync(new URL("../../golden/init.json", import.meta.url), "utf8"));
const gainsByName = { relu: reluGain(), leaky: reluGain(Math.sqrt(5)), ...gains };

let device: Awaited<ReturnType<typeof testDevice>>;
beforeAll(async () => {
  device = await testDevice();
});

/** An initialiser that draws nothing and tells what it was asked for. */
class Asked extends Init {
  value = Number.NaN;
  override uniform(shape: readonly number[], bound: number): Tensor {
    this.value = bound;
    return this.constant(shape, 0);
  }
  override normal(shape: readonly number[], deviation: number): Tensor {
    this.value = deviation;
    return this.constant(shape, 0);
  }
}

describe(`initialisers as in PyTorch ${golden.torch}`, () => {
  const asked = (make: (init: Init) => Tensor): number => {
    const init = new Asked(device, 0);
    make(init).dispose();
    return init.value;
  };

  test("gains", () => {
    for (const [name, value] of Object.entries(golden.gains))
      expect(gainsByName[name as keyof typeof gainsByName], name).toBeCloseTo(value, 14);
  });

  for (const { shape, fans: expected, kaiming, xavier } of golden.shapes) {
    test(`bounds and deviations of a weight [${shape.join(", ")}]`, () => {
      expect(fans(shape)).toEqual({ fanIn: expected[0], fanOut: expected[1] });
      for (const { mode, gain, uniform, normal } of kaiming) {
        const options = { mode, gain: gainsByName[gain] };
        expect(asked((init) => kaimingUniform(init, shape, options))).toBeCloseTo(uniform, 14);
        expect(asked((init) => kaimingNormal(init, shape, options))).toBeCloseTo(normal, 14);
      }
      expect(asked((init) => xavierUniform(init, shape))).toBeCloseTo(xavier.uniform, 14);
      expect(asked((init) => xavierNormal(init, shape))).toBeCloseTo(xavier.normal, 14);
      expect(asked((init) => xavierUniform(init, shape, 3))).toBeCloseTo(xavier.uniformGain3, 14);
    });
  }

  test("ReLU's gain is the default of Kaiming", () => {
    expect(asked((init) => kaimingUniform(init, [2, 6]))).toBeCloseTo(1, 14);
    expect(asked((init) => kaimingNormal(init, [2, 2]))).toBeCloseTo(1, 14);
  });

  test("refuses: fans: expected a weight of two axes or more; got weight [4]", () => {
    expect(() => fans([4])).toThrow("fans: expected a weight of two axes or more; got weight [4]");
  });
});

describe("Init", () => {
  const draw = async (make: (init: Init) => Tensor, seed = 3): Promise<number[]> => {
    using tensor = make(new Init(device, seed));
    return [...(await tensor.read())];
  };
  const moments = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) };
  };

  test("uniform fills its range evenly", async () => {
    const values = await draw((init) => init.uniform([100, 100], 0.5));
    expect(Math.max(...values)).toBeLessThanOrEqual(0.5);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.5);
    expect(Math.max(...values)).toBeGreaterThan(0.499);
    expect(Math.min(...values)).toBeLessThan(-0.499);
    const { mean, deviation } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(deviation).toBeCloseTo(1 / Math.sqrt(12), 2);
  });

  test("normal has its deviation, and tails as the normal distribution", async () => {
    const values = await draw((init) => init.normal([100, 100], 2));
    const { mean, deviation } = moments(values);
    expect(Math.abs(mean)).toBeLessThan(0.06);
    expect(Math.abs(deviation / 2 - 1)).toBeLessThan(0.03);
    const share = (k: number) => values.filter((value) => Math.abs(value) > 2 * k).length / values.length;
    expect(Math.abs(share(1) - 0.3173)).toBeLessThan(0.02);
    expect(Math.abs(share(2) - 0.0455)).toBeLessThan(0.01);
  });

  test("the same seed gives the same bits, neighbouring seeds unlike ones from the first number on", async () => {
    const first = (seed: number) => draw((init) => init.uniform([8], 1), seed);
    expect(await first(5)).toEqual(await first(5));
    const starts = await Promise.all(Array.from({ length: 32 }, async (_, seed) => (await first(seed))[0]!));
    // Independent numbers on [-1, 1) have a deviation of 0.58.
    expect(moments(starts).deviation).toBeGreaterThan(0.4);
  });

  test("its first numbers are these", async () => {
    const values = await draw((init) => init.uniform([4], 1), 0);
    expect(values.map((value) => Number(value.toFixed(6)))).toEqual([-0.30607, 0.201001, 0.528595, 0.55474]);
  });

  test("what it makes outlives the scope it was made in", async () => {
    const made = scope(() => {
      const init = new Init(device, 0);
      return { holder: new Set([init.constant([1], 2), init.buffer([1], 3), init.uniform([1], 1)]) };
    });
    for (const tensor of made.holder) {
      expect(tensor.disposed).toBe(false);
      tensor.dispose();
    }
  });

  test("parameters ask for gradients, buffers do not", () => {
    const init = new Init(device, 0);
    using parameter = init.constant([2], 1);
    using buffer = init.buffer([2], 1);
    expect([parameter.requiresGrad, buffer.requiresGrad]).toEqual([true, false]);
  });
});
