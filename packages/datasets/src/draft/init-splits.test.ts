import { describe, expect, it } from "vitest";
import { initialised, jpeg, labels, metres, photo, textOf } from "./init.fixture.ts";

describe("initFolder", () => {
  it("finds splits in folders of kinds, which it lists", async () => {
    const files: Record<string, Uint8Array> = {};
    for (const [k, at] of ["train/a", "train/b", "val/a", "test/deep/c"].entries()) {
      files[`My Photos/${at}.jpeg`] = await jpeg(k);
      files[`Labels!/${at}.png`] = labels(k);
    }
    const { dir, manifest, lengths, written } = await initialised(files);
    expect(manifest).toMatchObject({
      splits: { train: { list: "train.txt" }, val: { list: "val.txt" }, test: { list: "test.txt" } },
      input: { folder: "My Photos", format: "jpg" },
      tasks: { Labels_: { kind: "classes", folder: "Labels!" } },
    });
    expect(lengths).toEqual({ test: 1, train: 2, val: 1 });
    expect(written.sort()).toEqual(["dataset.json", "test.txt", "train.txt", "val.txt"]);
    expect([await textOf(dir, "train.txt"), await textOf(dir, "test.txt")]).toEqual([
      "train/a\ntrain/b\n",
      "test/deep/c\n",
    ]);
  });

  it("draws a tenth for validation where there are no splits, of all or of those of train", async () => {
    const files: Record<string, Uint8Array> = {};
    for (let k = 0; k < 20; k++) {
      files[`${k}.jpg`] = await jpeg(k);
      files[`${k}.png`] = labels(k);
    }
    const flat = await initialised(files);
    expect(flat.manifest).toMatchObject({
      splits: { train: { share: 0.9 }, val: { share: 0.1 } },
      input: { folder: ".", format: "jpg" },
      tasks: { classes: { kind: "classes", folder: ".", format: "png" } },
    });
    expect(flat.lengths).toEqual({ train: 18, val: 2 });
    const below = Object.entries(files).map(([file, bytes]) => [`train/${file}`, bytes] as const);
    const train = await initialised(Object.fromEntries(below));
    expect(train.manifest).toMatchObject({
      splits: { train: { share: 0.9, folder: "train" }, val: { share: 0.1, folder: "train" } },
    });
    expect(train.lines).toContain(
      "train, val: nothing says which images are for validation; a tenth of the 20 is drawn, by splitSeed",
    );
  });

  it("lists whole scenes for validation, and leaves out labels without a picture", async () => {
    const files: Record<string, Uint8Array> = { "depth/a/9.png": metres(0) };
    for (const scene of ["a", "b", "c"])
      for (const k of [0, 1]) {
        files[`rgb/${scene}/${k}.png`] = photo(k);
        files[`depth/${scene}/${k}.png`] = metres(k);
      }
    const { dir, lengths, lines } = await initialised(files);
    expect(lengths).toEqual({ train: 4, val: 2 });
    expect(await textOf(dir, "val.txt")).toBe("c/0\nc/1\n");
    expect(lines).toContain(
      "depth, png: 1 file without a picture, such as depth/a/9.png: left out, by lists of images",
    );
    expect(lines).toContain(
      "train, val: nothing says which images are for validation; one folder in ten is, listed in val.txt",
    );
  });
});
