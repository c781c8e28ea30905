import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { Init } from "../../init/init.ts";
import { disposeLayer, parameters } from "../../layer.ts";
import { expectAnySize, nyuv2Tasks as tasks } from "../../testing/any-size.ts";
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
} from "../../testing/formula.ts";
import { SegNet } from "./segnet.ts";
import type { SegNetOptions } from "./trunk.ts";

interface Golden {
  readonly torch: string;
  readonly shapes: Shapes;
  readonly parameters: number;
  readonly networks: readonly (GoldenRun & { readonly options: SegNetOptions })[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL("../../../golden/segnet.json", import.meta.url), "utf8"),
);

let init: Init;
beforeAll(async () => {
  init = new BlankInit(await testDevice(), 0);
});

describe(`SegNet as MTAN shares it, PyTorch ${golden.torch}`, () => {
  test("has the names and shapes of PyTorch's, in its order, and as many parameters", () => {
    const network = new SegNet(new PaperInit(init.device, 0), { tasks });
    expect(Object.entries(shapesOf(network))).toEqual(Object.entries(golden.shapes));
    // MTAN counts 24,981,069 with the head of 13 classes alone.
    expect(countParameters(network)).toBe(golden.parameters);
    expect(countParameters({ ...network, heads: { segmentation: network.heads["segmentation"] } })).toBe(
      24_981_069,
    );
    disposeLayer(network);
  });

  for (const { options, ...expected } of golden.networks)
    test(`widths ${options.widths}, an image of ${expected.x.slice(2).join("x")}: values and gradients in ${expected.training ? "training" : "evaluation"}`, async () => {
      const network = new SegNet(init, options);
      fill(network);
      await expectRun(init.device, network, expected, 1e-5);
      disposeLayer(network);
    });
});

describe("SegNet", () => {
  test("predicts at the size of its input, whatever that is", async () => {
    const network = new SegNet(init, { tasks, widths: [2, 3, 4, 5, 6], inChannels: 2 });
    fill(network);
    await expectAnySize(init.device, network, tasks, {
      channels: 2,
      most: 40,
      runs: 4,
      examples: [
        [1, 1],
        [33, 31],
      ],
    });
    disposeLayer(network);
  });

  test("starts with Xavier's normal weights, and biases of zeros", async () => {
    const network = new SegNet(new Init(init.device, 1), { tasks, widths: [24, 8] });
    for (const [name, parameter] of Object.entries(parameters(network))) {
      const drawn = [...(await parameter.read())];
      const [out, into, height, width] = parameter.shape;
      if (into === undefined) {
        // The second of a unit is its normalisation.
        const expected = /\.1\.weight$/.test(name) ? 1 : 0;
        expect(new Set(drawn), name).toEqual(new Set([expected]));
      } else if (drawn.length > 500) {
        const deviation = Math.sqrt(drawn.reduce((sum, value) => sum + value ** 2, 0) / drawn.length);
        const xavier = Math.sqrt(2 / ((into + out!) * height! * width!));
        expect(Math.abs(deviation / xavier - 1), name).toBeLessThan(0.1);
      }
    }
    disposeLayer(network);
  });

  const refusals: Record<string, SegNetOptions> = {
    "SegNet: expected at least one task, each of another name; got tasks none": { tasks: [] },
    "SegNet: expected widths of one level or more, each a positive integer; got widths none": {
      tasks,
      widths: [],
    },
    "SegNet: expected widths of one level or more, each a positive integer; got widths 4, 0": {
      tasks,
      widths: [4, 0],
    },
    "SegNet: expected widths of one level or more, each a positive integer; got widths 4, 1.5": {
      tasks,
      widths: [4, 1.5],
    },
  };
  for (const [message, options] of Object.entries(refusals))
    test(`refuses: ${message}`, () => {
      expect(() => new SegNet(init, options)).toThrow(
        expect.objectContaining({ name: "ShapeError", message }),
      );
    });
});
