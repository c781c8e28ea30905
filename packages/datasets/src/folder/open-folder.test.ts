import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { resizeSample } from "../resize/resize-sample.ts";
import { targetOf } from "../sample.fixture.ts";
import { grey, manifest, pixels, png, put, sampleFiles, tinyFolder } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

describe("openFolder", () => {
  it("tells what the manifest tells", async () => {
    const dataset = await openFolder(await tinyFolder());
    expect(dataset).toMatchObject({
      name: "tiny",
      width: 6,
      height: 4,
      splits: ["train", "val"],
      intrinsics: { fx: 5, fy: 5, cx: 2.5, cy: 1.5 },
      tasks: [
        { name: "segmentation", kind: "classes", channels: 3, classes: ["wall", "floor", "bed"] },
        { name: "depth", kind: "depth", channels: 1 },
        { name: "normals", kind: "normals", channels: 3 },
      ],
    });
    expect([dataset.length("train"), dataset.length("val")]).toEqual([3, 1]);
  });

  it("reads every value as it is stored", async () => {
    const dataset = await openFolder(await tinyFolder());
    const k = 1;
    const sample = await dataset.sample("train", k);
    expect(sample.name).toBe("train/b");
    const image = Float32Array.from({ length: 3 * pixels }, (_, at) => {
      const [plane, i] = [Math.floor(at / pixels), at % pixels];
      return ((7 * (3 * i + plane) + k) % 256) / 255;
    });
    expect(sample.image).toEqual(image);
    expect([...targetOf(sample, "classes").labels]).toEqual(
      Array.from({ length: pixels }, (_, i) => [0, 1, 2, 255][(i + k) % 4]),
    );
    const { values, mask } = targetOf(sample, "depth");
    expect(values).toEqual(
      Float32Array.from({ length: pixels }, (_, i) => (i === 5 ? 0 : (1000 + 100 * i + k) * 0.001)),
    );
    expect([...mask]).toEqual(Array.from({ length: pixels }, (_, i) => (i === 5 ? 0 : 1)));
    const normals = targetOf(sample, "normals");
    const raw = [128 - 127.5, 100 - 127.5, 10 + k - 127.5];
    const length = Math.hypot(...raw);
    for (let i = 0; i < pixels; i++) {
      expect(normals.mask[i]).toBe(i === 0 ? 0 : 1);
      for (const [axis, value] of raw.entries())
        expect(normals.values[axis * pixels + i]).toBeCloseTo(i === 0 ? 0 : value / length, 6);
    }
  });

  it("orders samples by name and passes over files that are not its own", async () => {
    const dir = await tinyFolder();
    await put(dir, "train/image/.hidden.png", "");
    await put(dir, "train/image/Thumbs.db", "");
    await put(dir, "train/label/notes.txt", "");
    const dataset = await openFolder(dir);
    const names = await Promise.all([0, 1, 2].map(async (i) => (await dataset.sample("train", i)).name));
    expect(names).toEqual(["train/a", "train/b", "train/c"]);
  });

  it("gives fresh arrays and the same pixels on every call, cached or not", async () => {
    const dir = await tinyFolder();
    const [cached, uncached] = [await openFolder(dir), await openFolder(dir, { cacheBytes: 0 })];
    const first = await cached.sample("train", 0);
    const copy = structuredClone(first);
    first.image.fill(7);
    targetOf(first, "classes").labels.fill(7);
    targetOf(first, "depth").mask.fill(7);
    targetOf(first, "normals").values.fill(7);
    expect(await cached.sample("train", 0)).toEqual(copy);
    expect(await uncached.sample("train", 0)).toEqual(copy);
  });

  it("keeps as many decoded samples as it has room for", async () => {
    const dir = await tinyFolder();
    // 3 + 1 + 2 + 3 bytes a pixel.
    const dataset = await openFolder(dir, { cacheBytes: 2 * 9 * pixels });
    for (const i of [2, 0, 1]) await dataset.sample("train", i);
    await rm(join(dir, "train"), { recursive: true });
    expect((await dataset.sample("train", 2)).name).toBe("train/c");
    expect((await dataset.sample("train", 0)).name).toBe("train/a");
    await expect(dataset.sample("train", 1)).rejects.toThrow("nothing there");
  });

  it("resizes as resizeSample does, to 1/255 of the image", async () => {
    const dir = await tinyFolder();
    await put(
      dir,
      "train/image/a.png",
      png(
        grey((i) => (31 * i * i) % 256, 3 * pixels),
        3,
      ),
    );
    const small = await openFolder(dir, { size: { width: 4, height: 3 } });
    const got = await small.sample("train", 0);
    const wanted = resizeSample(await (await openFolder(dir)).sample("train", 0), { width: 4, height: 3 });
    expect({ ...got, image: null }).toEqual({ ...wanted, stored: { width: 6, height: 4 }, image: null });
    got.image.forEach((value, i) => {
      expect(Math.abs(value - wanted.image[i]!)).toBeLessThan(0.5 / 255 + 1e-6);
    });
    expect(small).toMatchObject({ width: 4, height: 3 });
    // The centre of the picture stays its centre: (6 - 1) / 2 becomes (4 - 1) / 2.
    expect(small.intrinsics).toEqual({ fx: 5 * (4 / 6), fy: 5 * (3 / 4), cx: 1.5, cy: 1 });
  });

  it("takes a split that is the folder itself", async () => {
    const dir = await tinyFolder();
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, splits: { all: "." } }));
    for (const [kind, bytes] of Object.entries(sampleFiles(0))) await put(dir, `${kind}/0.png`, bytes);
    expect((await (await openFolder(dir)).sample("all", 0)).name).toBe("all/0");
  });
});
