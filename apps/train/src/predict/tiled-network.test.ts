import { Conv2d, Init, type MultiTaskNetwork } from "@equipoise/nn";
import { DeviceError, relu, scope, type Tensor } from "@equipoise/tensor";
import { describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { type Picture, TiledNetwork } from "./tiled-network.ts";

const device = await testDevice();
const init = new Init(device, 5);

/** Two tasks, whose outputs depend on 4 pixels around each, and on 2 pixels of every 2 x 2. */
class Local implements MultiTaskNetwork {
  readonly first = new Conv2d(init, 3, 4, { kernelSize: 5, padding: 2 });
  readonly second = new Conv2d(init, 4, 2, { kernelSize: 5, padding: 2 });
  readonly third = new Conv2d(init, 4, 1, { kernelSize: 3, padding: 1 });

  forward(x: Tensor): Record<string, Tensor> {
    return scope(() => {
      const features = relu(this.first.forward(x));
      return { a: this.second.forward(features), b: this.third.forward(features) };
    });
  }
}
const network = new Local();

function picture(width: number, height: number): Picture {
  const pixels = Uint8Array.from({ length: 3 * width * height }, (_, i) => (i * 7919 + (i >> 5) * 31) % 256);
  return { size: { width, height }, pixels };
}

async function whole(tiled: TiledNetwork, image: Picture): Promise<Record<string, Float32Array>> {
  const { width, height } = image.size;
  const outputs: Record<string, Float32Array> = {};
  let next = 0;
  for await (const { top, rows, outputs: band } of tiled.predict(image)) {
    expect(top).toBe(next);
    next += rows;
    for (const [task, values] of Object.entries(band)) {
      const channels = values.length / (rows * width);
      const all = (outputs[task] ??= new Float32Array(channels * height * width));
      for (let c = 0; c < channels; c++)
        all.set(values.subarray(c * rows * width, (c + 1) * rows * width), (c * height + top) * width);
    }
  }
  expect(next).toBe(height);
  return outputs;
}

const KIB = 1024;

describe("tiles give what the whole image gives, to 1e-5, where the network sees less than a third of an overlap", () => {
  test.each([
    [290, 260, 600 * KIB],
    [260, 150, 500 * KIB],
    [66, 400, 400 * KIB],
  ])("%i x %i pixels in %i bytes", async (width, height, maxBytes) => {
    const image = picture(width, height);
    using untiled = new TiledNetwork(device, network, { maxBytes: Number.POSITIVE_INFINITY });
    using tiled = new TiledNetwork(device, network, { maxBytes, overlapOf: () => 16 });
    const { across, down } = await tiled.tilingOf(image.size);
    expect(across.starts.length * down.starts.length).toBeGreaterThan(2);
    expect((await untiled.tilingOf(image.size)).across.starts).toEqual([0]);
    const [expected, got] = [await whole(untiled, image), await whole(tiled, image)];
    expect(Object.keys(got)).toEqual(["a", "b"]);
    for (const [task, values] of Object.entries(expected)) {
      const most = values.reduce((far, value, i) => Math.max(far, Math.abs(value - got[task]![i]!)), 0);
      expect(most, task).toBeLessThan(1e-5);
    }
  });

  test("and not where it sees more: the shares are what hides the edges", async () => {
    const image = picture(290, 260);
    using untiled = new TiledNetwork(device, network, { maxBytes: Number.POSITIVE_INFINITY });
    using tiled = new TiledNetwork(device, network, { maxBytes: 600 * KIB, overlapOf: () => 0 });
    const [expected, got] = [await whole(untiled, image), await whole(tiled, image)];
    const differs = expected["a"]!.some((value, i) => Math.abs(value - got["a"]![i]!) > 1e-3);
    expect(differs).toBe(true);
  });
});

test("takes no more of the device than it may, and gives it back", async () => {
  const { usedBytes } = device.stats;
  {
    using tiled = new TiledNetwork(device, network, { maxBytes: 600 * KIB });
    for (const size of [picture(290, 260), picture(290, 260), picture(64, 32)]) await whole(tiled, size);
    const { tile } = (await tiled.tilingOf({ width: 290, height: 260 })).across;
    // The image itself stands beside the step.
    expect(device.stats.usedBytes - usedBytes).toBeLessThanOrEqual(600 * KIB + 12 * tile * 260);
  }
  expect(device.stats.usedBytes).toBe(usedBytes);
});

test("says so if not even a small tile fits", async () => {
  using tiled = new TiledNetwork(device, network, { maxBytes: 1000 });
  await expect(tiled.tilingOf({ width: 290, height: 260 })).rejects.toThrow(DeviceError);
  await expect(tiled.tilingOf({ width: 290, height: 260 })).rejects.toThrow(
    /^predict: expected room for tiles of 130x100; got capture: expected a step of at most 1000 bytes; got one of \d+\. Work on less at once\. Allow more with --memory, or use another adapter$/,
  );
});
