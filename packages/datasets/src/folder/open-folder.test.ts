import { rm } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "fast-png";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { collate } from "../batch/collate.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import { targetOf } from "../sample.fixture.ts";
import { grey, grey16, manifest, pixels, png, put, sampleFiles, size, tinyFolder } from "./folder.fixture.ts";
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
    expect({ ...got, image: null }).toEqual({ ...wanted, image: null });
    got.image.forEach((value, i) => {
      expect(Math.abs(value - wanted.image[i]!)).toBeLessThan(0.5 / 255 + 1e-6);
    });
    expect(small).toMatchObject({ width: 4, height: 3 });
    // The centre of the picture stays its centre: (6 - 1) / 2 becomes (4 - 1) / 2.
    expect(small.intrinsics).toEqual({ fx: 5 * (4 / 6), fy: 5 * (3 / 4), cx: 1.5, cy: 1 });
  });

  it("takes JPEG pictures, under both extensions and in grey", async () => {
    const dir = await tinyFolder();
    await put(
      dir,
      "dataset.json",
      JSON.stringify({ ...manifest, input: { folder: "photo", format: "jpg" }, splits: { train: "train" } }),
    );
    const red = { create: { ...size, channels: 3, background: { r: 200, g: 40, b: 40 } } } as const;
    await put(
      dir,
      "train/photo/a.jpg",
      await sharp(red).jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer(),
    );
    await put(dir, "train/photo/b.JPEG", await sharp(red).jpeg().toBuffer());
    const ramp = sharp(
      grey((i) => 5 * i),
      { raw: { ...size, channels: 1 } },
    );
    await put(dir, "train/photo/c.jpg", await ramp.jpeg({ quality: 100 }).toBuffer());
    const dataset = await openFolder(dir);
    const { image } = await dataset.sample("train", 0);
    for (const [plane, value] of [200, 40, 40].entries())
      expect(Math.abs(image[plane * pixels + 7]! * 255 - value)).toBeLessThan(3);
    const { image: inGrey } = await dataset.sample("train", 2);
    for (let at = 0; at < 3 * pixels; at++)
      expect(Math.abs(inGrey[at]! * 255 - 5 * (at % pixels))).toBeLessThan(4);
  });

  it("drops the alpha of a picture", async () => {
    const dir = await tinyFolder();
    await put(
      dir,
      "train/image/a.png",
      png(
        grey((i) => [10, 20, 30, 128][i % 4]!, 4 * pixels),
        4,
      ),
    );
    const { image } = await (await openFolder(dir)).sample("train", 0);
    for (const [plane, value] of [10, 20, 30].entries())
      expect([...image.slice(plane * pixels, (plane + 1) * pixels)]).toEqual(
        new Array(pixels).fill(Math.fround(value / 255)),
      );
  });

  it("takes pictures in grey, in 16 bits and with a palette", async () => {
    const dir = await tinyFolder();
    await put(dir, "train/image/a.png", png(grey((i) => 5 * i)));
    await put(
      dir,
      "train/image/b.png",
      png(
        grey16((i) => 257 * 5 * (i % pixels), 3 * pixels),
        3,
      ),
    );
    const palette = [
      [200, 0, 0],
      [0, 200, 0],
      [0, 0, 200],
    ];
    await put(
      dir,
      "train/image/c.png",
      paletteOf2Bits(
        grey((i) => i % 3),
        palette,
      ),
    );
    const dataset = await openFolder(dir);
    const [a, b, c] = await Promise.all([0, 1, 2].map(async (i) => (await dataset.sample("train", i)).image));
    for (let i = 0; i < pixels; i++)
      for (let plane = 0; plane < 3; plane++) {
        expect(a![plane * pixels + i]! * 255).toBeCloseTo(5 * i, 3);
        expect(b![plane * pixels + i]! * 255).toBeCloseTo(5 * ((3 * i + plane) % pixels), 3);
        expect(c![plane * pixels + i]! * 255).toBeCloseTo(palette[i % 3]![plane]!, 3);
      }
  });

  it("takes a normal for invalid only if all three values say so", async () => {
    const dir = await tinyFolder();
    const normals = { ...manifest.tasks.normals, invalid: [128, 128, 128] };
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, tasks: { normals } }));
    const triples = [
      [128, 128, 128],
      [9, 128, 128],
      [128, 9, 128],
      [128, 128, 9],
      [0, 0, 0],
    ];
    const stored = grey((i) => triples[Math.floor(i / 3) % 5]![i % 3]!, 3 * pixels);
    await put(dir, "train/normal/a.png", png(stored, 3));
    const { mask } = targetOf(await (await openFolder(dir)).sample("train", 0), "normals");
    expect([...mask.slice(0, 5)]).toEqual([0, 1, 1, 1, 1]);
  });

  it("takes a split that is the folder itself", async () => {
    const dir = await tinyFolder();
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, splits: { all: "." } }));
    for (const [kind, bytes] of Object.entries(sampleFiles(0))) await put(dir, `${kind}/0.png`, bytes);
    expect((await (await openFolder(dir)).sample("all", 0)).name).toBe("all/0");
  });

  it("reads the index of a palette, not its colour", async () => {
    const dir = await tinyFolder();
    const palette = [
      [200, 0, 0],
      [0, 200, 0],
      [0, 0, 200],
    ];
    await put(
      dir,
      "train/label/a.png",
      paletteOf2Bits(
        grey((i) => i % 3),
        palette,
      ),
    );
    const sample = await (await openFolder(dir)).sample("train", 0);
    expect([...targetOf(sample, "classes").labels]).toEqual(Array.from({ length: pixels }, (_, i) => i % 3));
  });

  it("turns another ignore value into 255", async () => {
    const dir = await tinyFolder();
    const segmentation = { ...manifest.tasks.segmentation, ignore: 7 };
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, tasks: { segmentation } }));
    for (const stem of ["a", "b", "c"])
      await put(dir, `train/label/${stem}.png`, png(grey((i) => (i % 2 === 0 ? 7 : 1))));
    const sample = await (await openFolder(dir)).sample("train", 0);
    expect([...targetOf(sample, "classes").labels]).toEqual(
      Array.from({ length: pixels }, (_, i) => (i % 2 === 0 ? 255 : 1)),
    );
    expect(Object.keys(sample.targets)).toEqual(["segmentation"]);
  });

  it("takes a sample in which nothing is known", async () => {
    const dir = await tinyFolder();
    await put(dir, "train/label/a.png", png(new Uint8Array(pixels).fill(255)));
    await put(dir, "train/depth/a.png", png(new Uint16Array(pixels)));
    await put(dir, "train/normal/a.png", png(new Uint8Array(3 * pixels), 3));
    const sample = await (await openFolder(dir)).sample("train", 0);
    expect(collate([sample]).labelled).toEqual({ segmentation: 0, depth: 0, normals: 0 });
    expect([...targetOf(sample, "normals").values].every((v) => v === 0)).toBe(true);
  });

  it("takes pictures of one pixel", async () => {
    const dir = await tinyFolder();
    const one = { width: 1, height: 1 };
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, size: one, splits: { val: "val" } }));
    await put(dir, "val/image/d.png", png(Uint8Array.of(255, 0, 51), 3, one));
    await put(dir, "val/label/d.png", png(Uint8Array.of(2), 1, one));
    await put(dir, "val/depth/d.png", png(Uint16Array.of(65535), 1, one));
    await put(dir, "val/normal/d.png", png(Uint8Array.of(127, 128, 0), 3, one));
    const sample = await (await openFolder(dir)).sample("val", 0);
    expect([...sample.image]).toEqual([1, 0, Math.fround(0.2)]);
    expect([...targetOf(sample, "classes").labels]).toEqual([2]);
    expect(targetOf(sample, "depth").values[0]).toBeCloseTo(65.535, 5);
    expect(targetOf(sample, "normals").values[2]).toBeCloseTo(-1, 4);
  });

  it("describes each file alike however its PNG is laid out", async () => {
    const dir = await tinyFolder();
    const { width, height } = size;
    const labels = grey((i) => i % 3);
    await put(
      dir,
      "train/label/a.png",
      encode({ width, height, data: labels, channels: 1, depth: 8 }, { interlace: "Adam7" }),
    );
    await put(dir, "train/label/b.png", png(labels));
    const dataset = await openFolder(dir);
    const [a, b] = await Promise.all([0, 1].map((i) => dataset.sample("train", i)));
    expect(targetOf(a!, "classes")).toEqual(targetOf(b!, "classes"));
    expect(sampleFiles(0)["label"]).not.toEqual(sampleFiles(1)["label"]);
  });
});

/** A PNG of 2-bit palette indexes, four to a byte. */
function paletteOf2Bits(values: Uint8Array, palette: number[][]): Uint8Array {
  const { width, height } = size;
  const stride = Math.ceil(width / 4);
  const packed = new Uint8Array(stride * height);
  values.forEach((value, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    packed[row * stride + (column >> 2)]! |= value << (6 - 2 * (column & 3));
  });
  return encode({ width, height, data: packed, channels: 1, depth: 2, palette });
}
