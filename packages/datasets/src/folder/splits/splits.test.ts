import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { npyOf } from "../../npy/npy.fixture.ts";
import { refusal } from "../../refusal.fixture.ts";
import { folderOf, picture, pixels, put } from "../folder.fixture.ts";
import { openFolder } from "../open-folder.ts";

const tasks = { m: { kind: "mask", folder: "mask", format: "npy" } };
const mask = npyOf(new Uint8Array(pixels).fill(1), [4, 6]);

/** A folder of samples by stem, without the masks of some. */
async function folder(
  fields: Record<string, unknown>,
  stems: readonly string[],
  bare: readonly string[] = [],
) {
  const files: Record<string, Uint8Array> = {};
  for (const stem of stems) {
    files[`image/${stem}.png`] = picture();
    if (!bare.includes(stem)) files[`mask/${stem}.npy`] = mask;
  }
  return folderOf({ tasks, ...fields }, files);
}

async function namesOf(dir: string, split: string): Promise<string[]> {
  const dataset = await openFolder(dir);
  const samples = Array.from({ length: dataset.length(split) }, (_, i) => dataset.sample(split, i));
  return (await Promise.all(samples)).map(({ name }) => name.slice(split.length + 1));
}

const letters = [..."abcdefghij"];

describe("splits by share", () => {
  const splits = { train: { share: 0.7 }, val: { share: 0.2 }, test: { share: 0.1 } };

  it("give each image to one split, in the numbers asked for, the same ones every time", async () => {
    const dir = await folder({ splits }, letters);
    const parts = await Promise.all(["train", "val", "test"].map((split) => namesOf(dir, split)));
    expect(parts.map(({ length }) => length)).toEqual([7, 2, 1]);
    expect(parts.flat().sort()).toEqual(letters);
    for (const part of parts) expect(part).toEqual(part.toSorted());
    // On every machine and for ever: runs are compared.
    expect(parts).toEqual([["a", "c", "f", "g", "h", "i", "j"], ["b", "d"], ["e"]]);
  });

  it("differ from seed to seed", async () => {
    const seen = new Set<string>();
    for (let splitSeed = 0; splitSeed < 8; splitSeed++)
      seen.add((await namesOf(await folder({ splits, splitSeed }, letters), "val")).join());
    expect(seen.size).toBeGreaterThan(4);
  });

  it("leave out what no split asks for, and round what cannot be halved", async () => {
    const half = await folder({ splits: { train: { share: 0.5 } } }, letters);
    expect(await namesOf(half, "train")).toHaveLength(5);
    const thirds = { a: { share: 1 / 3 }, b: { share: 1 / 3 }, c: { share: 1 / 3 } };
    const dir = await folder({ splits: thirds }, letters);
    const parts = await Promise.all(["a", "b", "c"].map((split) => namesOf(dir, split)));
    expect(parts.map(({ length }) => length)).toEqual([3, 4, 3]);
    expect(parts.flat().sort()).toEqual(letters);
  });

  it("share out each folder for itself, beside splits of other forms", async () => {
    const dir = await folder({ splits: { all: ".", train: { share: 0.5, folder: "more" } } }, letters);
    for (const stem of ["x", "y"]) {
      await put(dir, `more/image/${stem}.png`, picture());
      await put(dir, `more/mask/${stem}.npy`, mask);
    }
    expect(await namesOf(dir, "all")).toEqual(letters);
    expect(["x", "y"]).toContain((await namesOf(dir, "train")).join());
  });
});

describe("splits by list", () => {
  const splits = { train: { list: "lists/train.txt" } };

  it("read stems and paths, with and without folder and extension, in the order of the list", async () => {
    const dir = await folder({ splits }, ["a", "b", "c", "kitchen/1", "kitchen/2", "e.f"]);
    const list = "# those that are sharp\nc\r\n\n  image/kitchen/2.png \nb.PNG\nkitchen/1\n./image/e.f\n";
    await put(dir, "lists/train.txt", list);
    expect(await namesOf(dir, "train")).toEqual(["c", "kitchen/2", "b", "kitchen/1", "e.f"]);
  });

  it("may be of another folder", async () => {
    const dir = await folder({ splits: { train: { list: "train.txt", folder: "part" } } }, []);
    await put(dir, "part/image/a.png", picture());
    await put(dir, "part/mask/a.npy", mask);
    await put(dir, "train.txt", "a");
    expect(await namesOf(dir, "train")).toEqual(["a"]);
  });

  it.each([
    [
      "a missing file",
      "a\nz\n",
      "LIST, line 2: expected a file DIR/image/z.png; got nothing there; add the file, or remove the line",
    ],
    [
      "a missing label",
      "a\n\nd\n",
      "LIST, line 3: expected a file DIR/mask/d.npy; got nothing there; add the file, or remove the line",
    ],
    [
      "a missing folder",
      "hall/1\n",
      "DIR/image/hall: expected a folder; got nothing there; correct splits and folders in dataset.json",
    ],
    [
      "a name twice",
      "a\nb\nimage/a.png\n",
      "LIST, line 3: expected each image once; got a, as on line 1; remove one of the lines",
    ],
    [
      "no name",
      "# none\n\n",
      "LIST: expected a name on a line; got none; list images in it, or remove the split",
    ],
    [
      "a way out",
      "a\n../other/a\n",
      'LIST, line 2: expected a name inside the data folder, with no .. and not absolute; got "../other/a"; name it as in the folder of pictures',
    ],
    [
      "a way out in the middle",
      "kitchen/../../a\n",
      'LIST, line 1: expected a name inside the data folder, with no .. and not absolute; got "kitchen/../../a"; name it as in the folder of pictures',
    ],
    [
      "an absolute name",
      "/etc/passwd\n",
      'LIST, line 1: expected a name inside the data folder, with no .. and not absolute; got "/etc/passwd"; name it as in the folder of pictures',
    ],
    [
      "a name of another drive",
      "C:\\a\n",
      'LIST, line 1: expected a name inside the data folder, with no .. and not absolute; got "C:\\\\a"; name it as in the folder of pictures',
    ],
  ])("refuse %s", async (_, list, message) => {
    const dir = await folder({ splits }, ["a", "b", "d"], ["d"]);
    await put(dir, "lists/train.txt", list);
    const said = await refusal(() => openFolder(dir));
    expect(said.replace(join(dir, "lists/train.txt"), "LIST").replaceAll(dir, "DIR")).toBe(message);
  });

  it("refuse a list that is not there", async () => {
    const dir = await folder({ splits }, ["a"]);
    expect((await refusal(() => openFolder(dir))).replaceAll(dir, "DIR")).toBe(
      "DIR/lists/train.txt: expected a list of images; got nothing there",
    );
  });
});

describe("labels that are optional", () => {
  const optional = {
    m: { ...tasks.m, optional: true },
    d: { kind: "depth", folder: "depth", format: "npy", optional: true },
  };

  it.each([
    ["folder", "."],
    ["list", { list: "list.txt" }],
    ["share", { share: 1 }],
  ])("are empty where they are missing, one by one or all, in a split by %s", async (_, train) => {
    const dir = await folder({ splits: { train }, tasks: optional }, ["a", "b"], ["b"]);
    await put(dir, "list.txt", "a\nb\n");
    const dataset = await openFolder(dir);
    const [a, b] = await Promise.all([0, 1].map((i) => dataset.sample("train", i)));
    const empty = (kind: string) => ({
      kind,
      values: new Float32Array(pixels),
      mask: new Uint8Array(pixels),
    });
    expect(a!.targets).toEqual({
      m: { kind: "mask", values: new Float32Array(pixels).fill(1), mask: new Uint8Array(pixels).fill(1) },
      d: empty("depth"),
    });
    expect(b!.targets).toEqual({ m: empty("mask"), d: empty("depth") });
  });

  it("have the size that samples are read at", async () => {
    const dir = await folder(
      { tasks: optional, size: undefined, resize: { width: 2, height: 3 } },
      ["a"],
      ["a"],
    );
    const { targets } = await (await openFolder(dir)).sample("train", 0);
    expect(targets["m"]).toEqual({ kind: "mask", values: new Float32Array(6), mask: new Uint8Array(6) });
  });

  it("must have a picture all the same", async () => {
    const dir = await folder({ tasks: optional }, ["a", "b"]);
    await rm(join(dir, "image/b.png"));
    expect((await refusal(() => openFolder(dir))).replaceAll(dir, "DIR")).toBe(
      "DIR/image: expected a counterpart of every file in DIR/mask; got none for b; add the missing files, or remove those without counterpart",
    );
  });
});
