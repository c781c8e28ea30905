import { gradientsOfEach, mean, mul, scope, tensor } from "@equipoise/tensor";
import { expect, test } from "vitest";
import { Init } from "../init/init.ts";
import { parameters } from "../layer.ts";
import { testDevice } from "../testing/device.ts";
import { values } from "../testing/formula.ts";
import { DeepLab } from "./deeplab/deeplab.ts";
import { EncoderDecoder } from "./encoder-decoder.ts";
import { DeepLabMtan } from "./mtan/deeplab-mtan.ts";
import { SegNetMtan } from "./mtan/segnet-mtan.ts";
import type { MultiTaskNetwork } from "./network.ts";
import { parametersByTask } from "./parameters-by-task.ts";
import { SegNet } from "./segnet/segnet.ts";

const device = await testDevice();
/** Names that fields of networks, or places in their lists, have too. */
const tasks = [
  { name: "heads", channels: 1 },
  { name: "0", channels: 2 },
];
const names = tasks.map(({ name }) => name);
const resnet = { depth: 18, outputStride: 16, width: 4, rates: [1], tasks } as const;

test.each<[string, (init: Init) => MultiTaskNetwork]>([
  ["EncoderDecoder", (init) => new EncoderDecoder(init, { size: "tiny", tasks })],
  ["DeepLab", (init) => new DeepLab(init, resnet)],
  ["DeepLabMtan", (init) => new DeepLabMtan(init, resnet)],
  ["SegNet", (init) => new SegNet(init, { tasks, widths: [4, 4] })],
  ["SegNetMtan", (init) => new SegNetMtan(init, { tasks, widths: [4, 4] })],
])("%s: a task's own parameters are those that its loss alone depends on", async (_, make) => {
  const network = make(new Init(device, 0));
  const all = Object.entries(parameters(network));
  const { shared, own } = parametersByTask(network, names);
  const told = [shared, ...names.map((name) => own[name]!)].flatMap((part) => Object.keys(part));
  expect(told.sort()).toEqual(all.map(([name]) => name).sort());

  const rows = scope(() => {
    const outputs = network.forward(tensor(device, values(1, [2, 3, 33, 33]), [2, 3, 33, 33]), "train");
    const losses = names.map((name) => mean(mul(outputs[name]!, outputs[name]!)));
    return gradientsOfEach(
      losses,
      all.map(([, parameter]) => parameter),
    );
  });
  for (const [i, [parameter]] of all.entries()) {
    const moved = await Promise.all(
      rows.map(async (row) => (await row[i]!.read()).some((value) => value !== 0)),
    );
    for (const [k, name] of names.entries())
      if (moved[k]) expect(Object.keys({ ...shared, ...own[name] })).toContain(parameter);
    if (Object.hasOwn(shared, parameter)) expect([parameter, ...moved]).toEqual([parameter, true, true]);
  }
  for (const row of rows) for (const gradient of row) gradient.dispose();
});
