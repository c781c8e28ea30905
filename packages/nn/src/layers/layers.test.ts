import {
  add,
  capture,
  checkpoint,
  full,
  gradients,
  noGrad,
  scope,
  sum,
  type Tensor,
  tensor,
} from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { Init } from "../init/init.ts";
import { disposeLayer, type Layer, stateDict } from "../layer.ts";
import { testDevice } from "../testing/device.ts";
import { AdaptiveAvgPool2d } from "./adaptive-avg-pool2d.ts";
import { BatchNorm2d } from "./batch-norm2d.ts";
import { Conv2d } from "./conv2d.ts";
import { Dropout } from "./dropout.ts";
import { MaxPool2d } from "./max-pool2d.ts";
import { Relu } from "./relu.ts";
import { Sequential } from "./sequential.ts";
import { Upsample } from "./upsample.ts";

let init: Init;
let image: Tensor;
beforeAll(async () => {
  init = new Init(await testDevice(), 0);
  image = tensor(init.device, [1, -2, 3, -4], [1, 1, 2, 2]);
});

const read = async (value: Tensor): Promise<number[]> => [...(await value.read())];
const run = (layer: Layer, mode: "train" | "eval" = "eval") => layer.forward(image, mode);

describe("Conv2d", () => {
  test("its weight has the shape of PyTorch's, its bias ±1 / √fanIn", async () => {
    const layer = new Conv2d(init, 8, 6, { kernelSize: [3, 1], groups: 2 });
    expect(layer.weight.shape).toEqual([6, 4, 3, 1]);
    const bias = await read(layer.bias!);
    expect(bias.length).toBe(6);
    expect(Math.max(...bias.map(Math.abs))).toBeLessThanOrEqual(1 / Math.sqrt(12));
  });

  test("passes stride, padding and dilation on", () => {
    const options = { kernelSize: 2, stride: [1, 2], padding: 1, dilation: 2 } as const;
    expect(run(new Conv2d(init, 1, 3, options)).shape).toEqual([1, 3, 2, 1]);
  });

  test("takes its first values from where it is told", async () => {
    const layer = new Conv2d(init, 1, 1, {
      kernelSize: 1,
      bias: false,
      init: (maker, shape) => maker.constant(shape, 2),
    });
    expect(layer.bias).toBe(null);
    expect(await read(run(layer))).toEqual([2, -4, 6, -8]);
  });

  test("refuses: Conv2d: expected groups that divides inChannels and outChannels; got groups 2, inChannels 3, outChannels 4", () => {
    expect(() => new Conv2d(init, 3, 4, { kernelSize: 1, groups: 2 })).toThrow(
      "Conv2d: expected groups that divides inChannels and outChannels; got groups 2, inChannels 3, outChannels 4",
    );
  });
});

describe("BatchNorm2d", () => {
  test("normalises by the batch in training, and moves the running statistics by its momentum", async () => {
    const layer = new BatchNorm2d(init, 1, { momentum: 0.5, eps: 0 });
    const y = await read(run(layer, "train"));
    // The batch has mean -0.5 and variance 7.25; its unbiased variance is 29 / 3.
    for (const [i, x] of [1, -2, 3, -4].entries()) expect(y[i]).toBeCloseTo((x + 0.5) / Math.sqrt(7.25), 5);
    expect(await read(layer.runningMean)).toEqual([-0.25]);
    expect((await read(layer.runningVar))[0]).toBeCloseTo(0.5 + 29 / 6, 5);
  });

  test("starts from the weight it is told", async () => {
    expect(await read(run(new BatchNorm2d(init, 1, { initialWeight: 0 }), "train"))).toEqual([0, 0, 0, 0]);
  });

  test("normalises by the running statistics in evaluation, and leaves them", async () => {
    const layer = new BatchNorm2d(init, 1, { eps: 3 });
    layer.runningMean.write(Float32Array.of(1));
    expect(await read(run(layer))).toEqual([0, -1.5, 1, -2.5]);
    expect(await read(layer.runningMean)).toEqual([1]);
  });
});

describe("layers without parameters", () => {
  test("Relu", async () => expect(await read(run(new Relu()))).toEqual([1, 0, 3, 0]));
  test("MaxPool2d", async () => {
    expect(await read(run(new MaxPool2d({ kernelSize: 2, stride: 1 })))).toEqual([3]);
  });

  test("AdaptiveAvgPool2d", async () => {
    expect(await read(run(new AdaptiveAvgPool2d(1)))).toEqual([-0.5]);
    expect(await read(run(new AdaptiveAvgPool2d([null, 1])))).toEqual([-0.5, -0.5]);
  });

  test("Upsample by a factor, nearest where not told", async () => {
    expect(await read(run(new Upsample({ scaleFactor: [1, 2] })))).toEqual([1, 1, -2, -2, 3, 3, -4, -4]);
  });

  test("Upsample to a size, bilinear, with and without its corners aligned", async () => {
    const size = [2, 4] as const;
    const halfPixel = run(new Upsample({ size, mode: "bilinear" }));
    expect(await read(halfPixel)).toEqual([1, 0.25, -1.25, -2, 3, 1.25, -2.25, -4]);
    const corners = await read(run(new Upsample({ size, mode: "bilinear", alignCorners: true })));
    for (const [i, value] of [1, 0, -1, -2, 3, 2 / 3, -5 / 3, -4].entries())
      expect(corners[i]).toBeCloseTo(value, 5);
  });
});

describe("Dropout", () => {
  const ones = () => full(init.device, [200], 1, { requiresGrad: true });

  test("does nothing in evaluation, nor with a share of 0, and leaves its input to its owner", () => {
    using x = ones();
    const [layer, idle] = [new Dropout(init), new Dropout(init, 0)];
    for (const y of [layer.forward(x, "eval"), idle.forward(x, "train")]) {
      expect(y.storage).toBe(x.storage);
      expect(y.node).toBe(x.node);
      y.dispose();
      expect(x.disposed).toBe(false);
    }
    for (const made of [layer, idle]) disposeLayer(made);
  });

  test("draws a mask for each pass, which its backward finds again", async () => {
    using x = ones();
    const layer = new Dropout(init, 0.25);
    using first = layer.forward(x, "train");
    using second = layer.forward(x, "train");
    const masks = [await read(first), await read(second)];
    for (const mask of masks) {
      expect(new Set(mask)).toEqual(new Set([0, Math.fround(4 / 3)]));
      expect(Math.abs(mask.filter((value) => value > 0).length / 200 - 0.75)).toBeLessThan(0.12);
    }
    expect(masks[0]).not.toEqual(masks[1]);
    for (const [i, y] of [first, second].entries()) {
      using dx = gradients(sum(y), [x])[0]!;
      expect(await read(dx)).toEqual(masks[i]);
    }
    disposeLayer(layer);
  });

  test("goes on where it was saved, from a key of its own", async () => {
    using x = ones();
    const layer = new Dropout(init);
    expect(Object.keys(stateDict(layer))).toEqual(["seed"]);
    layer.forward(x, "train").dispose();
    const saved = Uint32Array.from(await layer.seed.read());
    expect(saved[1]).toBe(1);
    const pass = async () => {
      using y = layer.forward(x, "train");
      return read(y);
    };
    const second = await pass();
    layer.seed.write(saved);
    expect(await pass()).toEqual(second);
    const other = new Dropout(init);
    expect((await other.seed.read())[0]).not.toBe(saved[0]);
    for (const made of [layer, other]) disposeLayer(made);
  });

  test("draws anew in each run of a captured step, the masks of steps at once", async () => {
    using x = ones();
    const [captured, eager] = [1, 1].map((seed) => new Dropout(new Init(init.device, seed))) as [
      Dropout,
      Dropout,
    ];
    using step = await capture(init.device, () => captured.forward(x, "train").detach());
    const masks = new Set<string>();
    for (let run = 0; run < 3; run++) {
      step.run();
      using y = eager.forward(x, "train");
      masks.add(String(await read(step.result)));
      expect(await read(step.result)).toEqual(await read(y));
    }
    expect(masks.size).toBe(3);
    for (const made of [captured, eager]) disposeLayer(made);
  });

  test("draws the same mask when a checkpoint runs again", async () => {
    using x = ones();
    const layer = new Dropout(init);
    const [dx, masks] = scope(() => {
      const passes = [1, 2].map(() => checkpoint((input) => layer.forward(input, "train"), x));
      return [gradients(sum(add(passes[0]!, passes[1]!)), [x])[0]!, passes.map((y) => y.detach())];
    });
    const [first, second] = [await read(masks[0]!), await read(masks[1]!)];
    expect(await read(dx)).toEqual(first.map((value, i) => value + second[i]!));
    for (const made of [dx, ...masks]) made.dispose();
    disposeLayer(layer);
  });

  test("refuses: Dropout: expected p from 0 to 1; got p 2", () => {
    expect(() => new Dropout(init, 2)).toThrow("Dropout: expected p from 0 to 1; got p 2");
  });
});

describe("Sequential", () => {
  const doubling: Layer = new Upsample({ scaleFactor: 2 });
  const identity: Layer = { forward: (x) => x };

  test("hands each layer's result to the next", () => {
    expect(run(new Sequential(doubling, new Relu(), doubling)).shape).toEqual([1, 1, 8, 8]);
  });

  test("lets go of what lies between, and of nothing else", () => {
    scope(() =>
      noGrad(() => {
        const made: Tensor[] = [];
        const watched: Layer = {
          forward(x, mode) {
            const y = doubling.forward(x, mode);
            made.push(y);
            return y;
          },
        };
        const y = run(new Sequential(watched, identity, watched, identity, watched));
        expect(made.map(({ disposed }) => disposed)).toEqual([true, true, false]);
        expect(made[2]).toBe(y);
        expect(image.disposed).toBe(false);
      }),
    );
  });

  test("of nothing gives its input", () => {
    expect(run(new Sequential())).toBe(image);
    expect(run(new Sequential(identity, identity))).toBe(image);
  });
});
