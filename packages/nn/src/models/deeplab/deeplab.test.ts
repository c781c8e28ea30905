import { readFileSync } from "node:fs";
import { noGrad, scope, tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { Init } from "../../init/init.ts";
import { disposeLayer, parameters, stateDict } from "../../layer.ts";
import { nyuv2Tasks } from "../../testing/any-size.ts";
import { testDevice } from "../../testing/device.ts";
import {
  BlankInit,
  countParameters,
  expectRun,
  fill,
  type GoldenRun,
  PaperInit,
  type Shapes,
  shapesOf,
  values,
} from "../../testing/formula.ts";
import type { NetworkTask } from "../network.ts";
import type { AsppOptions } from "./aspp.ts";
import { DeepLab, DeepLabHead } from "./deeplab.ts";

interface Golden {
  readonly torch: string;
  readonly torchvision: string;
  readonly shapes: Shapes;
  readonly parameters: Readonly<Record<18 | 34 | 50, number>>;
  readonly heads: readonly (GoldenRun & { readonly options: AsppOptions; readonly channels: number })[];
  readonly network: GoldenRun & { readonly tasks: readonly NetworkTask[] };
}

const golden: Golden = JSON.parse(
  readFileSync(new URL("../../../golden/deeplab.json", import.meta.url), "utf8"),
);

let init: Init;
beforeAll(async () => {
  init = new BlankInit(await testDevice(), 0);
});

describe(`DeepLab as in torchvision ${golden.torchvision}, PyTorch ${golden.torch}`, () => {
  test("a head has the names and shapes of torchvision, in its order, beside the seed of its dropout", () => {
    const head = new DeepLabHead(new PaperInit(init.device, 0), 2048, 13);
    expect(stateDict(head)["0.project.3.seed"]?.dtype).toBe("u32");
    expect(Object.entries(shapesOf(head))).toEqual(Object.entries(golden.shapes));
    disposeLayer(head);
  });

  test.each([18, 34, 50] as const)("over ResNet-%i, it has as many parameters as PyTorch's", (depth) => {
    const network = new DeepLab(new PaperInit(init.device, 0), { depth, tasks: nyuv2Tasks });
    expect(countParameters(network)).toBe(golden.parameters[depth]);
    disposeLayer(network);
  });

  for (const { options, channels, ...expected } of golden.heads)
    test(`a head of ${options.rates ? `rates ${options.rates}` : "its own rates"}: values and gradients in ${expected.training ? "training" : "evaluation"}`, async () => {
      const head = new DeepLabHead(init, expected.x[1]!, channels, { ...options, dropout: 0 });
      fill(head);
      await expectRun(init.device, head, expected, 5e-6);
      disposeLayer(head);
    });

  test("a network of two heads: values and gradients", async () => {
    const { tasks, ...expected } = golden.network;
    const network = new DeepLab(init, { depth: 18, outputStride: 32, tasks });
    fill(network);
    await expectRun(init.device, network, expected, 5e-6);
    disposeLayer(network);
  });
});

describe("DeepLab", () => {
  const tasks = [{ name: "depth", channels: 1 }];

  test("has an output stride of 8 where not told", () => {
    const network = new DeepLab(init, { depth: 18, tasks });
    const shape = [1, 3, 17, 9];
    const features = scope(() =>
      noGrad(() => network.encoder.forward(tensor(init.device, values(0, shape), shape), "eval")),
    );
    expect(features.shape).toEqual([1, 512, 3, 2]);
    features.dispose();
    disposeLayer(network);
  });

  test("its heads start within ±1 / √fanIn, as PyTorch's convolutions", async () => {
    const head = new DeepLabHead(new Init(init.device, 1), 3, 4);
    for (const [name, parameter] of Object.entries(parameters(head))) {
      if (parameter.shape.length === 1) continue;
      const bound = 1 / Math.sqrt(parameter.size / parameter.shape[0]!);
      const largest = [...(await parameter.read())].reduce(
        (most, value) => Math.max(most, Math.abs(value)),
        0,
      );
      expect(largest / bound, name).toBeLessThanOrEqual(1);
      expect(largest / bound, name).toBeGreaterThan(0.98);
    }
    disposeLayer(head);
  });

  test("refuses: DeepLab: expected at least one task, each of another name; got tasks none", () => {
    expect(() => new DeepLab(init, { depth: 18, tasks: [] })).toThrow(
      expect.objectContaining({
        name: "ShapeError",
        message: "DeepLab: expected at least one task, each of another name; got tasks none",
      }),
    );
  });
});
