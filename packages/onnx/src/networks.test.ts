import {
  DeepLab,
  EncoderDecoder,
  Init,
  type MultiTaskNetwork,
  SegNet,
  SegNetMtan,
  stateDict,
} from "@equipoise/nn";
import { div, sub, tensor } from "@equipoise/tensor";
import { describe, expect, test } from "vitest";
import { exportOnnx } from "./export-onnx.ts";
import { testDevice } from "./testing/device.ts";
import { expectSame, numbers } from "./testing/expect-same.ts";

const device = await testDevice();
const tasks = [
  { name: "segmentation", channels: 5 },
  { name: "depth", channels: 1 },
];

/** Statistics as if the network had been trained: those of a new one would hide an order that is wrong. */
function trained<N extends MultiTaskNetwork>(network: N): N {
  for (const [i, [name, x]] of Object.entries(stateDict(network)).entries())
    if (name.endsWith("running_mean")) x.write(numbers(x.size, i).map((value) => value / 4));
    else if (name.endsWith("running_var")) x.write(numbers(x.size, i).map((value) => 1 + value / 2));
    else if (/bn\d?\.(weight|bias)$/.test(name)) x.write(numbers(x.size, i));
  return network;
}

/** Networks, images of odd sizes, so that every rounding up is in them, and batches. */
const networks = {
  "an encoder with a decoder for each task": () =>
    [trained(new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks })), [3, 21, 35], [1, 3]] as const,
  "a dilated residual network with DeepLab heads": () =>
    [trained(new DeepLab(new Init(device, 2), { depth: 18, tasks })), [3, 17, 25], [1]] as const,
  "a SegNet, whose decoder unpools": () =>
    [trained(new SegNet(new Init(device, 3), { tasks, widths: [4, 6, 8] })), [3, 21, 35], [1, 3]] as const,
  "a SegNet with attention": () =>
    [trained(new SegNetMtan(new Init(device, 4), { tasks, widths: [4, 6] })), [3, 11, 18], [2]] as const,
};

describe("the model of a network is the network, in onnxruntime", () => {
  test.each(Object.entries(networks))("%s", async (_, make) => {
    const [network, shape, batches] = make();
    const mean = tensor(device, [0.4, 0.5, 0.6], [3, 1, 1]);
    await expectSame({ image: shape }, ({ image }) => network.forward(div(sub(image!, mean), 0.25), "eval"), {
      digits: 1e-4,
      batches,
    });
  });
});

test("parameters have their names, and training is refused", async () => {
  const network = new EncoderDecoder(new Init(device, 1), { size: "tiny", tasks });
  const options = { inputs: { image: [3, 16, 16] }, parameters: stateDict(network) };
  const model = await exportOnnx(device, options, ({ image }) => network.forward(image!, "eval"));
  const text = new TextDecoder("latin1").decode(model);
  for (const name of Object.keys(options.parameters)) expect(text).toContain(name);
  await expect(exportOnnx(device, options, ({ image }) => network.forward(image!, "train"))).rejects.toThrow(
    "exportOnnx: expected evaluation of batchNorm2d; got training",
  );
});
