import { rooms } from "@equipoise/datasets";
import { EncoderDecoder, Init, stateDict } from "@equipoise/nn";
import { expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { checkModel } from "./check-model.ts";
import { writeModel } from "./network-model.ts";

const device = await testDevice();
const size = { width: 20, height: 15 };
const { tasks } = rooms({ train: 1, val: 1 });
const network = new EncoderDecoder(new Init(device, 0), { size: "tiny", tasks });

test("a network's model is the network", async () => {
  const model = await writeModel(device, network, tasks, size);
  expect(await checkModel(model, device, network, tasks, size)).toBeLessThan(1e-5);
});

test("a task may have the name of the input", async () => {
  const named = [{ name: "image", kind: "rgb", channels: 3 }] as const;
  const painter = new EncoderDecoder(new Init(device, 0), { size: "tiny", tasks: named });
  const model = await writeModel(device, painter, named, size);
  expect(await checkModel(model, device, painter, named, size)).toBeLessThan(1e-5);
});

test("a model of other weights is none of its network, and says which output differs", async () => {
  const model = await writeModel(device, network, tasks, size);
  const bias = stateDict(network)["heads.depth.exit.bias"]!;
  bias.write((await bias.read()).map((value) => value + 0.01));
  await expect(checkModel(model, device, network, tasks, size)).rejects.toThrow(
    /^export: expected onnxruntime to agree to 0.0001; got depth 0\.0\d+ apart\. Nothing was written$/,
  );
  bias.write((await bias.read()).fill(Number.NaN));
  await expect(checkModel(model, device, network, tasks, size)).rejects.toThrow("got depth Infinity apart");
});
