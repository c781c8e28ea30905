import { cp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { newFolder, put } from "../folder/folder.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { type MtanOptions, openMtan } from "./open-mtan.ts";

const golden = fileURLToPath(new URL("golden/", import.meta.url));

async function said(
  name: "nyuv2" | "cityscapes",
  damage: (dir: string) => unknown,
  options?: MtanOptions,
): Promise<string> {
  const dir = await newFolder();
  await cp(join(golden, name), dir, { recursive: true });
  await damage(dir);
  const open = async () => (await openMtan(dir, options)).sample("train", 0);
  return (await refusal(open)).replaceAll(dir, "DIR");
}

/** An npy file of float32. */
function npy(shape: readonly number[], data: Float32Array): Uint8Array {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`.padEnd(117);
  const start = Buffer.from(`\x93NUMPY\x01\x00v\x00${header}\n`, "latin1");
  return Buffer.concat([start, Buffer.from(data.buffer)]);
}
const filled = (value: number, channels: number, at = 17) =>
  npy([9, 12, channels], new Float32Array(9 * 12 * channels).fill(0.5).fill(value, at, at + 1));
const write = (file: string, bytes: Uint8Array) => (dir: string) => put(dir, file, bytes);

describe("openMtan refuses with the file and the place", () => {
  it.each<[what: string, damage: (dir: string) => unknown, message: string]>([
    [
      "no folder of images",
      (dir) => rm(join(dir, "train/image"), { recursive: true }),
      "DIR/train/image: expected a folder of files 0.npy, 1.npy, ...; got nothing there",
    ],
    [
      "images of another kind",
      async (dir) => {
        for (const i of [0, 1, 10]) await rm(join(dir, `train/image/${i}.npy`));
        await put(dir, "train/image/0.png", "");
      },
      "DIR/train/image: expected files 0.npy, 1.npy, ...; got 1 others, such as 0.png; put the arrays there, named by number",
    ],
    [
      "an image without depth",
      (dir) => rm(join(dir, "train/depth/10.npy")),
      "DIR/train/depth: expected the files that DIR/train/image holds; got none named 10.npy; add the missing files, or remove those without counterpart",
    ],
    [
      "a label without an image",
      (dir) => rename(join(dir, "val/image/0.npy"), join(dir, "val/image/3.npy")),
      "DIR/val/label: expected the files that DIR/val/image holds; got none named 3.npy; add the missing files, or remove those without counterpart",
    ],
    [
      "labels without an image",
      (dir) => cp(join(dir, "val/label/0.npy"), join(dir, "val/label/7.npy")),
      "DIR/val/image: expected the files that DIR/val/label holds; got none named 7.npy; add the missing files, or remove those without counterpart",
    ],
    [
      "colours beyond 1",
      write("train/image/0.npy", filled(7, 3)),
      "DIR/train/image/0.npy, row 0, column 5: expected colours 0..1; got 7; divide the images by 255, or save them as bytes",
    ],
    [
      "colours that are none",
      write("train/image/0.npy", filled(Number.NaN, 3)),
      "DIR/train/image/0.npy, row 0, column 5: expected colours 0..1; got NaN; divide the images by 255, or save them as bytes",
    ],
    [
      "a class beyond the last",
      write("train/label/0.npy", npy([9, 12], new Float32Array(108).fill(13, 25, 26))),
      "DIR/train/label/0.npy, row 2, column 1: expected a class 0..12, or -1 for none; got 13; correct the label, or set data.classes to what the files hold",
    ],
    [
      "half a class",
      write("train/label/0.npy", npy([9, 12], new Float32Array(108).fill(0.5, 107))),
      "DIR/train/label/0.npy, row 8, column 11: expected a class 0..12, or -1 for none; got 0.5; correct the label, or set data.classes to what the files hold",
    ],
    [
      "normals of two channels",
      write("train/normal/0.npy", filled(0, 2)),
      "DIR/train/normal/0.npy: expected the shape (height, width, 3); got (9, 12, 2); save the array in that shape, or say how it lies (layout, channels)",
    ],
    [
      "depth of another size",
      write("train/depth/0.npy", npy([12, 9], new Float32Array(108).fill(1))),
      "DIR/train/depth/0.npy: expected 12x9 pixels, the size of DIR/train/image/0.npy; got 9x12; export picture and maps at one size",
    ],
    [
      "a cut file",
      async (dir) => {
        const file = "train/depth/0.npy";
        await put(dir, file, (await readFile(join(dir, file))).subarray(0, 300));
      },
      "DIR/train/depth/0.npy: expected 432 bytes of <f4 in the shape (9, 12); got 172; copy or export the file again",
    ],
  ])("%s", async (_, damage, message) => {
    expect(await said("nyuv2", damage)).toBe(message);
  });

  it("classes that are not there", async () => {
    const nothing = () => {};
    expect(await said("nyuv2", nothing, { classes: 7 })).toBe(
      "DIR: expected labels of 13 classes, as train/normal says that it is NYUv2; got classes: 7; set data.classes=13 or leave it out",
    );
    expect(await said("cityscapes", nothing, { classes: 13 })).toBe(
      "DIR: expected labels of 7 or 19 classes, as without train/normal it is Cityscapes; got classes: 13; set data.classes=7 or 19, or leave it out",
    );
    expect(await said("cityscapes", nothing, JSON.parse('{"classes": 8}'))).toBe(
      "openMtan: expected classes to be 7 or 13 or 19; got 8",
    );
    const without = (dir: string) => rm(join(dir, "train/label_7"), { recursive: true });
    expect(await said("cityscapes", without, { classes: 7 })).toBe(
      "DIR/train/label_7: expected a folder of files 0.npy, 1.npy, ...; got nothing there",
    );
  });
});
