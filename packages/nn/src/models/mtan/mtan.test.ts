import { readFileSync } from "node:fs";
import { gradients, noGrad, scope, tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import type { Init } from "../../init/init.ts";
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
  values,
} from "../../testing/formula.ts";
import type { DeepLabOptions } from "../deeplab/deeplab.ts";
import type { SegNetOptions } from "../segnet/trunk.ts";
import { DeepLabMtan } from "./deeplab-mtan.ts";
import { SegNetMtan } from "./segnet-mtan.ts";

interface Golden {
  readonly torch: string;
  readonly torchvision: string;
  readonly segNet: {
    readonly shapes: Shapes;
    readonly parameters: number;
    readonly networks: readonly (GoldenRun & { readonly options: SegNetOptions })[];
  };
  readonly deepLab: {
    readonly shapes: Shapes;
    readonly parameters: Readonly<Record<18 | 34 | 50, number>>;
    readonly networks: readonly (GoldenRun & { readonly options: DeepLabOptions })[];
  };
}

const golden: Golden = JSON.parse(
  readFileSync(new URL("../../../golden/mtan.json", import.meta.url), "utf8"),
);

/**
 * Masks multiply what is rounded. PyTorch's own single precision is as far from its double here: norms to 8e-6 and to
 * 3e-5, elements to 2e-5 and to 4e-4.
 */
const TOLERANCES = { segNet: 2e-5, deepLab: 5e-5 };

let init: Init;
let paper: Init;
beforeAll(async () => {
  init = new BlankInit(await testDevice(), 0);
  paper = new PaperInit(init.device, 0);
});

/** Shapes of what the attention adds to a network. */
const ownShapes = (network: object) =>
  Object.entries(shapesOf(network)).filter(([name]) => name.includes("_att."));

describe(`MTAN over SegNet, PyTorch ${golden.torch}`, () => {
  test("has the names and shapes of PyTorch's, in its order, and as many parameters", () => {
    const network = new SegNetMtan(paper, { tasks });
    expect(ownShapes(network)).toEqual(Object.entries(golden.segNet.shapes));
    expect(countParameters(network)).toBe(golden.segNet.parameters);
    disposeLayer(network);
  });

  for (const { options, ...expected } of golden.segNet.networks)
    test(`widths ${options.widths}, an image of ${expected.x.slice(2).join("x")}: values and gradients in ${expected.training ? "training" : "evaluation"}`, async () => {
      const network = new SegNetMtan(init, options);
      fill(network);
      await expectRun(init.device, network, expected, TOLERANCES.segNet);
      disposeLayer(network);
    });

  test("predicts at the size of its input, whatever that is", async () => {
    const network = new SegNetMtan(init, { tasks, widths: [2, 3, 4], inChannels: 1 });
    fill(network);
    await expectAnySize(init.device, network, tasks, {
      channels: 1,
      most: 30,
      runs: 4,
      examples: [
        [1, 1],
        [17, 15],
      ],
    });
    disposeLayer(network);
  });

  test("a task trains what is shared and what is its own, and nothing of another's", async () => {
    const network = new SegNetMtan(init, { tasks: tasks.slice(0, 2), widths: [3, 4] });
    fill(network);
    const trained = parameters(network);
    const shape = [2, 3, 8, 12];
    const made = scope(() => {
      const { depth } = network.forward(tensor(init.device, values(1, shape), shape), "train");
      const dy = tensor(init.device, values(2, depth!.shape), depth!.shape);
      return gradients(depth!, Object.values(trained), { dy });
    });
    for (const [i, name] of Object.keys(trained).entries()) {
      const moves = [...(await made[i]!.read())].some((value) => value !== 0);
      expect(moves, name).toBe(!name.includes(".segmentation."));
      made[i]!.dispose();
    }
    disposeLayer(network);
  });

  const refusals: Record<string, SegNetOptions> = {
    "SegNetMtan: expected at least one task, each of another name; got tasks none": { tasks: [] },
    "SegNet: expected widths of one level or more, each a positive integer; got widths none": {
      tasks,
      widths: [],
    },
  };
  for (const [message, options] of Object.entries(refusals))
    test(`refuses: ${message}`, () => {
      expect(() => new SegNetMtan(init, options)).toThrow(
        expect.objectContaining({ name: "ShapeError", message }),
      );
    });
});

describe(`MTAN over ResNet, torchvision ${golden.torchvision}, PyTorch ${golden.torch}`, () => {
  test("its attention has the names and shapes of PyTorch's, in its order", () => {
    const network = new DeepLabMtan(paper, { depth: 50, tasks });
    expect(ownShapes(network)).toEqual(Object.entries(golden.deepLab.shapes));
    disposeLayer(network);
  });

  test.each([18, 34, 50] as const)("over ResNet-%i, it has as many parameters as PyTorch's", (depth) => {
    const network = new DeepLabMtan(paper, { depth, tasks });
    expect(countParameters(network)).toBe(golden.deepLab.parameters[depth]);
    disposeLayer(network);
  });

  for (const { options, ...expected } of golden.deepLab.networks)
    test(`ResNet-${options.depth} of output stride ${options.outputStride}: values and gradients`, async () => {
      const network = new DeepLabMtan(init, options);
      fill(network);
      await expectRun(init.device, network, expected, TOLERANCES.deepLab);
      disposeLayer(network);
    });

  test.each([8, 32] as const)("at output stride %i, predicts at the size of its input", async (stride) => {
    const network = new DeepLabMtan(init, {
      depth: 18,
      outputStride: stride,
      width: 4,
      tasks,
      inChannels: 1,
    });
    for (const [h, w] of [
      [1, 1],
      [7, 5],
      [33, 70],
    ]) {
      const shape = [1, 1, h!, w!];
      scope(() =>
        noGrad(() => {
          const outputs = network.forward(tensor(init.device, values(1, shape), shape), "eval");
          expect(Object.keys(outputs)).toEqual(["segmentation", "depth", "normals"]);
          for (const { name, channels } of tasks) expect(outputs[name]!.shape).toEqual([1, channels, h, w]);
        }),
      );
    }
    await init.device.synchronize();
    disposeLayer(network);
  });

  test("refuses: DeepLabMtan: expected at least one task, each of another name; got tasks none", () => {
    expect(() => new DeepLabMtan(init, { depth: 18, tasks: [] })).toThrow(
      expect.objectContaining({
        name: "ShapeError",
        message: "DeepLabMtan: expected at least one task, each of another name; got tasks none",
      }),
    );
  });
});
