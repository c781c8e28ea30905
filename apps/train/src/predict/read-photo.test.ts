import { truncateSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { newFolder } from "../testing/command.ts";
import { readPhoto } from "./read-photo.ts";

const folder = newFolder();
const file = (name: string) => join(folder, name);
const itself = (shown: { width: number; height: number }) => shown;

/** Pixels of an image, each as one text. */
async function pixelsOf(name: string) {
  const { pixels, size, shown } = await readPhoto(file(name), itself);
  expect(size).toEqual(shown);
  expect(pixels.length).toBe(3 * size.width * size.height);
  const texts = Array.from({ length: pixels.length / 3 }, (_, i) =>
    [...pixels.subarray(3 * i, 3 * i + 3)].join(),
  );
  return { ...size, texts };
}

const raw = (width: number, height: number, channels: 1 | 2 | 3 | 4) => ({
  raw: { width, height, channels },
});

describe("an image is read as it is shown", () => {
  test("turned by its EXIF data", async () => {
    // The left pixel red, the right blue; orientation 8 turns them so that red is at the bottom.
    const pixels = Uint8Array.of(250, 0, 0, 0, 0, 250);
    await sharp(pixels, raw(2, 1, 3))
      .png()
      .withMetadata({ orientation: 8 })
      .toFile(file("turned.png"));
    expect(await pixelsOf("turned.png")).toEqual({ width: 1, height: 2, texts: ["0,0,250", "250,0,0"] });
  });

  test("on white where it is transparent", async () => {
    await sharp(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 255, 200, 100, 0, 128), raw(3, 1, 4))
      .png()
      .toFile(file("alpha.png"));
    const { texts } = await pixelsOf("alpha.png");
    expect(texts.slice(0, 2)).toEqual(["255,255,255", "0,0,0"]);
    expect(texts[2]).toMatch(/^22[67],17[67],12[67]$/);
    await sharp(Uint8Array.of(7, 255, 7, 0), raw(2, 1, 2))
      .png()
      .toFile(file("grey-alpha.png"));
    expect((await pixelsOf("grey-alpha.png")).texts).toEqual(["7,7,7", "255,255,255"]);
  });

  test("grey in three channels, and from 16 bits", async () => {
    await sharp(Uint8Array.of(0, 9, 255), raw(3, 1, 1))
      .toColourspace("b-w")
      .png()
      .toFile(file("grey.png"));
    expect((await pixelsOf("grey.png")).texts).toEqual(["0,0,0", "9,9,9", "255,255,255"]);
    await sharp(new Uint8Array(64).fill(90), raw(8, 8, 1))
      .toColourspace("b-w")
      .jpeg()
      .toFile(file("grey.jpg"));
    expect(new Set((await pixelsOf("grey.jpg")).texts)).toEqual(new Set(["90,90,90"]));
    const deep = { raw: { width: 2, height: 1, channels: 1, premultiplied: false } } as const;
    await sharp(Uint16Array.of(0x1200, 0xff00), deep)
      .toColourspace("grey16")
      .png()
      .toFile(file("grey16.png"));
    expect((await pixelsOf("grey16.png")).texts).toEqual(["18,18,18", "255,255,255"]);
    const colours = { raw: { width: 1, height: 1, channels: 3, premultiplied: false } } as const;
    await sharp(Uint16Array.of(0x1200, 0x8000, 0xff00), colours)
      .toColourspace("rgb16")
      .png()
      .toFile(file("rgb16.png"));
    expect((await pixelsOf("rgb16.png")).texts).toEqual(["18,128,255"]);
  });

  test("of palettes, inks and one pixel", async () => {
    await sharp(Uint8Array.of(255, 0, 0, 0, 255, 0), raw(2, 1, 3))
      .png({ palette: true })
      .toFile(file("palette.png"));
    expect((await pixelsOf("palette.png")).texts).toEqual(["255,0,0", "0,255,0"]);
    await sharp(Uint8Array.of(255, 255, 255), raw(1, 1, 3))
      .toColourspace("cmyk")
      .jpeg()
      .toFile(file("inks.jpg"));
    expect(await pixelsOf("inks.jpg")).toEqual({ width: 1, height: 1, texts: ["255,255,255"] });
    await sharp(Uint8Array.of(255, 255, 255), raw(1, 1, 3))
      .webp()
      .toFile(file("one.webp"));
    expect((await pixelsOf("one.webp")).texts).toEqual(["255,255,255"]);
  });

  test("at another size, with its own kept in mind", async () => {
    await sharp(new Uint8Array(3 * 8 * 4).fill(77), raw(8, 4, 3))
      .png()
      .toFile(file("even.png"));
    const { shown, size, pixels } = await readPhoto(file("even.png"), ({ width }) => ({
      width: width / 2,
      height: 6,
    }));
    expect({ shown, size }).toEqual({ shown: { width: 8, height: 4 }, size: { width: 4, height: 6 } });
    expect(pixels).toHaveLength(3 * 24);
    expect(new Set(pixels)).toEqual(new Set([77]));
  });
});

test("refuses what is cut off", async () => {
  const noise = Uint8Array.from({ length: 3 * 64 * 64 }, (_, i) => (i * i) % 251);
  await sharp(noise, raw(64, 64, 3))
    .jpeg()
    .toFile(file("cut.jpg"));
  truncateSync(file("cut.jpg"), 2000);
  await expect(readPhoto(file("cut.jpg"), itself)).rejects.toThrow(
    `${file("cut.jpg")}: expected an image that can be read; got VipsJpeg: premature end of JPEG image`,
  );
});
