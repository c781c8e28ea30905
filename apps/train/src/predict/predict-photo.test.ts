import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TaskInfo } from "@equipoise/datasets";
import { EncoderDecoder, Init } from "@equipoise/nn";
import { expect, test } from "vitest";
import { newFolder } from "../testing/command.ts";
import { testDevice } from "../testing/device.ts";
import { predictPhoto } from "./predict-photo.ts";
import { TiledNetwork } from "./tiled-network.ts";

const device = await testDevice();

test("what has been begun is taken back if another task's files cannot be", async () => {
  const tasks: TaskInfo[] = ["near", "far"].map((name) => ({ name, kind: "inverse-depth", channels: 1 }));
  const network = new EncoderDecoder(new Init(device, 0), { size: "tiny", tasks });
  using tiled = new TiledNetwork(device, network, { maxBytes: Number.POSITIVE_INFINITY });
  const folder = newFolder();
  writeFileSync(join(folder, "far"), "a file where a folder should be");
  const size = { width: 32, height: 32 };
  const photo = { shown: size, size, pixels: new Uint8Array(3 * 32 * 32) };
  const to = { folder, arrays: false, pictures: false };
  await expect(predictPhoto(tiled, tasks, photo, "a", to)).rejects.toThrow(
    `${folder}/far: expected to write it whole; got a file where a folder should be`,
  );
  expect(readdirSync(join(folder, "near"))).toEqual([]);
});
