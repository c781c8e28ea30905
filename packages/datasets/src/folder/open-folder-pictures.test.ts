import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { npyOf, npzOf } from "../npy/npy.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { folderOf, grey, grey16, pixels, size } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

const tasks = { m: { kind: "mask", folder: "mask", format: "npy" } };
const mask = npyOf(new Uint8Array(pixels), [4, 6]);

async function imageFrom(input: Record<string, unknown>, content: Uint8Array): Promise<number[]> {
  const file = `image/a.${String(input["format"])}`;
  const dir = await folderOf(
    { input: { folder: "image", ...input }, tasks },
    { [file]: content, "mask/a.npy": mask },
  );
  const { image } = await (await openFolder(dir)).sample("train", 0);
  return [...image].filter((_, at) => at % pixels === 0);
}

/** Three channels of every pixel, one value for each channel. */
const interleaved = (values: number[]) => Float32Array.from({ length: 3 * pixels }, (_, i) => values[i % 3]!);

describe("pictures as arrays", () => {
  it("of bytes, of 16 bits, of floats, by any scale, grey or with channels first", async () => {
    const colour = [1, Math.fround(0.2), 0];
    const bytes = grey((i) => [255, 51, 0][i % 3]!, 3 * pixels);
    expect(await imageFrom({ format: "npy" }, npyOf(bytes, [4, 6, 3]))).toEqual(colour);
    expect(await imageFrom({ format: "npz" }, npzOf({ x: npyOf(bytes, [4, 6, 3]) }))).toEqual(colour);
    const words = grey16((i) => [65535, 13107, 0][i % 3]!, 3 * pixels);
    expect(await imageFrom({ format: "npy" }, npyOf(words, [4, 6, 3]))).toEqual(colour);
    const unit = npyOf(interleaved([1, 0.2, 0]), [4, 6, 3]);
    expect(await imageFrom({ format: "npy" }, unit)).toEqual(colour);
    const wide = npyOf(interleaved([255, 51, 0]), [4, 6, 3]);
    expect(await imageFrom({ format: "npy", scale: "1/255" }, wide)).toEqual(colour);
    const first = Float32Array.from({ length: 3 * pixels }, (_, i) => [1, 0.2, 0][Math.floor(i / pixels)]!);
    expect(await imageFrom({ format: "npy", layout: "CHW" }, npyOf(first, [3, 4, 6]))).toEqual(colour);
    const half = npyOf(new Float32Array(pixels).fill(0.5), [4, 6]);
    expect(await imageFrom({ format: "npy" }, half)).toEqual([0.5, 0.5, 0.5]);
    expect(await imageFrom({ format: "npy" }, npyOf(new Uint8Array(pixels).fill(51), [4, 6, 1]))).toEqual(
      new Array(3).fill(Math.fround(0.2)),
    );
  });

  it("are cut to 0..1 where rounding has carried them out of it", async () => {
    const off = npyOf(interleaved([1.0005, -0.0005, 0.5]), [4, 6, 3]);
    expect(await imageFrom({ format: "npy" }, off)).toEqual([1, 0, 0.5]);
  });

  it.each([
    ["beyond 1", [255, 0, 0], 'expected colours 0..1; got 255; say a scale in input, such as "1/255"'],
    [
      "unknown",
      [0, Number.NaN, 0],
      "expected colours 0..1; got NaN; store a colour for every pixel: a network cannot see what is unknown",
    ],
  ])("are refused where they are %s", async (_, values, message) => {
    const said = await refusal(() => imageFrom({ format: "npy" }, npyOf(interleaved(values), [4, 6, 3])));
    expect(said.replace(/^.*image/, "image")).toBe(`image/a.npy, row 0, column 0: ${message}`);
  });
});

describe("pictures as WebP", () => {
  const red = sharp({ create: { ...size, channels: 3, background: { r: 204, g: 51, b: 0 } } });

  it("are read", async () => {
    expect(await imageFrom({ format: "webp" }, await red.webp({ lossless: true }).toBuffer())).toEqual(
      [0.8, 0.2, 0].map(Math.fround),
    );
  });

  it("are refused where a few bytes claim millions of pixels, unless the manifest says so too", async () => {
    const flat = { width: 4096, height: 513 };
    const content = await sharp({ create: { ...flat, channels: 3, background: "red" } })
      .webp({ lossless: true })
      .toBuffer();
    expect(content.length).toBeLessThan(4096);
    const file = { "image/a.webp": content, "mask/a.npy": npyOf(new Uint8Array(4096 * 513), [513, 4096]) };
    const input = { folder: "image", format: "webp" };
    const small = { width: 2, height: 2 };
    const dir = await folderOf({ size: undefined, resize: small, input, tasks }, file);
    const said = await refusal(async () => (await openFolder(dir)).sample("train", 0));
    expect(said.replace(/^.*image/, "image")).toBe(
      "image/a.webp: expected a picture of 1 to 2097152 pixels; got 4096x513; copy or export the file again",
    );
    const sized = await folderOf({ size: flat, resize: small, input, tasks }, file);
    expect((await (await openFolder(sized)).sample("train", 0)).image[0]).toBe(1);
  });

  it("are refused where they are something else, or cut off", async () => {
    const whole = await red.webp({ lossless: true }).toBuffer();
    const said = async (content: Uint8Array) =>
      (await refusal(() => imageFrom({ format: "webp" }, content))).replace(/^.*image/, "image");
    expect(await said(await red.png().toBuffer())).toMatch(
      /^image\/a\.webp: expected a webp file, as input\.format says; got \d+ bytes of something else; convert the file, or correct input\.format in dataset\.json$/,
    );
    expect(await said(whole.subarray(0, whole.length - 6))).toBe(
      "image/a.webp: expected a whole picture; got a truncated or damaged one; copy or export the file again",
    );
  });
});
