import { encode } from "fast-png";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { targetOf } from "../sample.fixture.ts";
import { grey, grey16, manifest, pixels, png, put, sampleFiles, size, tinyFolder } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

describe("pictures and labels as folders have them", () => {
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
