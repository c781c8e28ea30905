import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { beforeAll, describe } from "vitest";
import { testDamages } from "../fuzz.fixture.ts";
import { decodeNpy } from "../npy/decode-npy.ts";
import { decodeNpz } from "../npy/decode-npz.ts";
import { npyOf, npzOf } from "../npy/npy.fixture.ts";
import { decodeStoredPng } from "../png/decode-png.ts";
import { decodePicture } from "./decode-picture.ts";
import { manifest, put, tinyFolder } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

const size = { width: 64, height: 48 };

/** Something like a picture: smooth in parts, and rough in others. */
const colours = Uint8Array.from({ length: 3 * size.width * size.height }, (_, i) => {
  const [x, y] = [Math.floor(i / 3) % size.width, Math.floor(i / 3 / size.width)];
  return x > 40 ? (x * y * 7 + i * 31) % 256 : 2 * x + y + 20 * (i % 3);
});
const picture = () => sharp(colours, { raw: { ...size, channels: 3 } });
const floats = Float32Array.from(colours, (byte) => byte / 255);

describe("pictures of any size", () => {
  for (const [format, what, whole] of [
    ["jpg", "a JPEG", () => picture().jpeg().toBuffer()],
    ["jpg", "a progressive JPEG", () => picture().jpeg({ progressive: true }).toBuffer()],
    ["png", "a PNG", () => picture().png().toBuffer()],
    ["webp", "a WebP", () => picture().webp().toBuffer()],
    ["webp", "a lossless WebP", () => picture().webp({ lossless: true }).toBuffer()],
    ["npy", "a picture in an npy", async () => npyOf(floats, [48, 64, 3])],
  ] as const)
    testDamages(what, whole, (bytes) =>
      decodePicture("file", bytes, undefined, { format, layout: "HWC" }, "input"),
    );
});

interface Golden {
  name: string;
  file: string;
}

/** The PNG with its chunks' sums as they should be, so that damage gets past them. */
function resealed(bytes: Uint8Array): Uint8Array {
  const out = Buffer.from(bytes);
  for (let at = 8; at + 12 <= out.length; ) {
    const end = at + 8 + out.readUInt32BE(at);
    if (end + 4 > out.length) break;
    out.writeUInt32BE(crc32(out.subarray(at + 4, end)), end);
    at = end + 4;
  }
  return out;
}

describe("maps of any size", () => {
  const golden = JSON.parse(
    readFileSync(new URL("../png/golden/png.json", import.meta.url), "utf8"),
  ) as Golden[];
  const fileOf = async (name: string) =>
    Buffer.from(golden.find((each) => each.name === name)!.file, "base64");
  const read = (bytes: Uint8Array) => decodeStoredPng("file", bytes, () => {});
  const grey = () =>
    sharp(colours.subarray(0, 64 * 48), { raw: { ...size, channels: 1 } })
      .toColourspace("b-w")
      .png()
      .toBuffer();
  testDamages("a grey PNG", grey, read);
  testDamages("a grey PNG whose sums are put right", grey, (bytes) => read(resealed(bytes)));
  for (const name of ["palette of 2 bits, 5x3", "RGB of 16 bits, 5x3, interlaced"])
    testDamages(
      `a PNG (${name}) whose sums are put right`,
      () => fileOf(name),
      (bytes) => read(resealed(bytes)),
    );
  testDamages(
    "an npy",
    async () => npyOf(floats, [3, 48, 64]),
    (bytes) => decodeNpy("file", bytes),
  );
  testDamages(
    "an npz",
    async () => npzOf({ a: npyOf(floats, [3, 48, 64]), b: npyOf(colours, [48, 64, 3]) }),
    (bytes) => decodeNpz("file", bytes, "a"),
  );
});

describe("descriptions", () => {
  let dir: string;
  beforeAll(async () => {
    dir = await tinyFolder();
  });
  const readWith = (file: string) => async (bytes: Uint8Array) => {
    await put(dir, file, bytes);
    const dataset = await openFolder(dir);
    for (const split of dataset.splits) await dataset.sample(split, 0);
  };
  testDamages("a dataset.json", async () => Buffer.from(JSON.stringify(manifest)), readWith("dataset.json"));
  const listed = { ...manifest, splits: { train: { list: "list.txt", folder: "train" } } };
  testDamages(
    "a list",
    async () => {
      await put(dir, "dataset.json", JSON.stringify(listed));
      return Buffer.from("# remark\na\nimage/b.png\nc.png\n");
    },
    readWith("list.txt"),
  );
});
