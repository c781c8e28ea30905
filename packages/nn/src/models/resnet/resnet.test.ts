import { readFileSync } from "node:fs";
import { noGrad, scope, type Tensor, tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { Init } from "../../init/init.ts";
import { disposeLayer, type Layer, parameters } from "../../layer.ts";
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
import { BasicBlock, type BlockOptions, Bottleneck } from "./block.ts";
import { ResNet, type ResNetDepth, type ResNetOptions } from "./resnet.ts";

interface Golden {
  readonly torch: string;
  readonly torchvision: string;
  readonly shapes: Readonly<Record<ResNetDepth, Shapes>>;
  readonly blocks: readonly (GoldenRun & {
    readonly block: keyof typeof classes;
    readonly options: Pick<BlockOptions, "inChannels" | "width" | "stride" | "firstDilation">;
  })[];
  readonly encoders: readonly (GoldenRun & { readonly options: ResNetOptions })[];
}

const classes = { BasicBlock, Bottleneck };
const golden: Golden = JSON.parse(
  readFileSync(new URL("../../../golden/resnet.json", import.meta.url), "utf8"),
);

let init: Init;
beforeAll(async () => {
  init = new BlankInit(await testDevice(), 0);
});

describe(`residual blocks as in torchvision ${golden.torchvision}, PyTorch ${golden.torch}`, () => {
  for (const { block, options, ...expected } of golden.blocks)
    test(`${block} ${JSON.stringify(options)}: a step of training`, async () => {
      const dilation = options.firstDilation;
      const layer = new classes[block](init, { ...options, dilation, zeroInit: false });
      fill(layer);
      await expectRun(init.device, layer, expected, 2e-6);
      disposeLayer(layer);
    });
});

describe(`ResNet as in torchvision ${golden.torchvision}, PyTorch ${golden.torch}`, () => {
  const counts = { 18: 11_176_512, 34: 21_284_672, 50: 23_508_032 };

  for (const depth of [18, 34, 50] as const)
    test(`ResNet-${depth} has the names and shapes of torchvision, in its order`, () => {
      const network = new ResNet(new PaperInit(init.device, 0), { depth });
      expect(Object.entries(shapesOf(network))).toEqual(Object.entries(golden.shapes[depth]));
      expect(countParameters(network)).toBe(counts[depth]);
      disposeLayer(network);
    });

  for (const { options, ...expected } of golden.encoders)
    test(`${JSON.stringify(options)}: values and gradients in ${expected.training ? "training" : "evaluation"}`, async () => {
      const network = new ResNet(init, options);
      fill(network);
      await expectRun(init.device, network, expected, 5e-6);
      disposeLayer(network);
    });
});

describe("ResNet", () => {
  const features = (network: Layer, shape: readonly number[]): Tensor =>
    scope(() => noGrad(() => network.forward(tensor(init.device, values(1000, shape), shape), "eval")));

  test.each([8, 16] as const)(
    "dilated to stride %i, basic blocks meet the pixels they met at stride 32",
    async (outputStride) => {
      const shape = [1, 3, 17, 33] as const;
      const [dense, sparse] = [outputStride, 32].map((stride) => {
        const network = new ResNet(init, { depth: 18, outputStride: stride as 8 | 32 });
        fill(network);
        const y = features(network, shape);
        disposeLayer(network);
        return y;
      }) as [Tensor, Tensor];
      const skip = 32 / outputStride;
      const [, channels, height, width] = dense.shape as [number, number, number, number];
      expect([height, width]).toEqual([Math.ceil(17 / outputStride), Math.ceil(33 / outputStride)]);
      const [all, expected] = [await dense.read(), await sparse.read()];
      const met: number[] = [];
      for (let c = 0; c < channels; c++)
        for (let h = 0; h < height; h += skip)
          for (let w = 0; w < width; w += skip) met.push(all[(c * height + h) * width + w]!);
      expect(met.length).toBe(expected.length);
      const scale = Math.max(...expected);
      for (const [i, value] of met.entries())
        expect(Math.abs(value - expected[i]!) / scale).toBeLessThan(1e-5);
      for (const y of [dense, sparse]) y.dispose();
    },
  );

  test("starts with the deviations of torchvision, and blocks, where asked, as the identity", async () => {
    const network = new ResNet(new Init(init.device, 1), { depth: 18, zeroInitResidual: true });
    const { weight } = (network.layer4.children[1] as BasicBlock).conv2;
    const drawn = (await weight.read()) as Float32Array;
    const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length);
    // fan-out: 512 channels of 3x3.
    expect(Math.abs(deviation / Math.sqrt(2 / (512 * 9)) - 1)).toBeLessThan(0.005);
    for (const [name, tensor] of Object.entries(parameters(network))) {
      if (tensor.shape.length > 1) continue;
      const expected = /layer\d\.\d\.bn2\.weight|bias/.test(name) ? 0 : 1;
      expect(new Set(await tensor.read()), name).toEqual(new Set([expected]));
    }
    disposeLayer(network);
  });

  test("takes images of other channels", () => {
    const network = new ResNet(init, { depth: 18, inChannels: 4 });
    const y = features(network, [1, 4, 9, 40]);
    expect(y.shape).toEqual([1, network.channels, 1, 2]);
    y.dispose();
    disposeLayer(network);
  });

  test("is narrow where told: every layer doubles the first", () => {
    const network = new ResNet(init, { depth: 50, width: 3 });
    const { "conv1.weight": stem, "layer4.2.conv3.weight": last } = shapesOf(network);
    expect([stem, last, network.channels]).toEqual([[3, 3, 7, 7], [96, 24, 1, 1], 96]);
    disposeLayer(network);
  });

  const refusals: Record<string, object> = {
    "ResNet: expected width of a positive integer; got width 1.5": { depth: 18, width: 1.5 },
    "ResNet: expected depth 18, 34 or 50; got depth 101": { depth: 101 },
    "ResNet: expected outputStride 8, 16 or 32; got outputStride 4": { depth: 18, outputStride: 4 },
  };
  for (const [message, options] of Object.entries(refusals))
    test(`refuses: ${message}`, () => {
      expect(() => new ResNet(init, options as ResNetOptions)).toThrow(
        expect.objectContaining({ name: "ShapeError", message }),
      );
    });
});
