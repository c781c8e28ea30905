import { execFileSync } from "node:child_process";
import { copyFile, readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { DataError } from "../data-error.ts";
import type { Dataset, TaskInfo } from "../dataset.ts";
import { newFolder, put, tinyFolder } from "../folder/folder.fixture.ts";
import { testDamages } from "../fuzz.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import { countingSample, everyDenseSample } from "../sample.fixture.ts";
import type { Sample } from "../sample.ts";
import { type DatasetSource, openDataset } from "../source/open-dataset.ts";
import { foot, headBytes } from "./frame.ts";
import { openPacked, packedFile } from "./open-packed.ts";
import { packDataset } from "./pack-dataset.ts";

const anywhere: DatasetSource = { format: "rooms" };

/** A data set of given samples, all in one split. */
function datasetOf(
  samples: readonly Sample[],
  tasks: readonly TaskInfo[],
  more: Partial<Dataset> = {},
): Dataset {
  const { width, height } = samples[0]!;
  return {
    ...{ name: "given", width, height, tasks, splits: ["train", "none"] },
    length: (split) => (split === "train" ? samples.length : 0),
    sample: async (_, index) => structuredClone(samples[index]!),
    ...more,
  };
}

async function packed(dataset: Dataset, source = anywhere): Promise<{ file: string; bytes: number }> {
  const file = join(await newFolder(), packedFile);
  return { file, bytes: await packDataset(dataset, source, file, { workers: 0 }) };
}

const samplesOf = (dataset: Dataset, split: string): Promise<Sample[]> =>
  Promise.all(Array.from({ length: dataset.length(split) }, (_, i) => dataset.sample(split, i)));

async function tinyPacked(): Promise<{ dir: string; file: string; dataset: Dataset }> {
  const dir = await tinyFolder();
  const source = { format: "folder", dir } as const;
  const dataset = await openDataset(source);
  return { dir, dataset, file: (await packed(dataset, source)).file };
}

describe("packDataset and openPacked", () => {
  it("give every sample of every split as it was, to the bit", async () => {
    const dir = await tinyFolder();
    for (const source of [
      { format: "folder", dir, size: { width: 5 } },
      { format: "rooms", width: 12, height: 9, train: 3, val: 2 },
    ] as const) {
      const dataset = await openDataset(source);
      const { file } = await packed(dataset, source);
      const again = await openPacked(file);
      expect({ ...again, length: null, sample: null }).toEqual({ ...dataset, length: null, sample: null });
      for (const split of dataset.splits)
        expect(await samplesOf(again, split)).toEqual(
          // All are of one size now; that of the files is not kept.
          (await samplesOf(dataset, split)).map(({ stored: _, ...sample }) => sample),
        );
    }
  });

  it("keep every kind of target, wide labels, masks and splits without a sample", async () => {
    const dense = everyDenseSample({ width: 5, height: 3 }, (i) => (i % 4 === 1 ? 0 : 1));
    const labels = Uint16Array.from({ length: 15 }, (_, i) => (i === 3 ? 65535 : 30 * i));
    const many = { kind: "classes", labels } as const;
    const tasks: TaskInfo[] = Object.entries(dense.targets).map(([name, { kind }]) => {
      if (kind === "classes") throw new Error("expected a dense target");
      const channels = { heatmap: 2, normals: 3, rgb: 3 }[kind as string] ?? 1;
      return { name, kind, channels };
    });
    const classes = Array.from({ length: 421 }, (_, i) => `class ${i}`);
    tasks.splice(2, 0, { name: "many", kind: "classes", channels: 421, classes });
    const sample = { ...dense, targets: { ...dense.targets, many } };
    const dataset = datasetOf([sample], tasks, {
      notes: ["a note"],
      intrinsics: { fx: 5, fy: 4, cx: 2, cy: 1 },
    });
    const again = await openPacked((await packed(dataset)).file);
    expect(await samplesOf(again, "train")).toEqual([sample]);
    expect([again.length("none"), again.notes, again.intrinsics]).toEqual([
      0,
      ["a note"],
      dataset.intrinsics,
    ]);
  });

  it("take as few bytes as hold all values exactly, wherever the first is that does not fit", async () => {
    const size = { width: 8, height: 8 };
    const tasks: TaskInfo[] = [{ name: "depth", kind: "depth", channels: 1 }];
    const sample = (name: string, image: number, metres: number): Sample => ({
      ...{ ...size, name, image: new Float32Array(3 * 64).fill(image) },
      targets: {
        depth: { kind: "depth", values: new Float32Array(64).fill(metres), mask: new Uint8Array(64).fill(1) },
      },
    });
    const small = sample("train/0", 100 / 255, Math.fround(2345 * 0.001));
    const bytesOf = async (last: Sample) => {
      const samples = [small, small, last];
      const { file, bytes } = await packed(datasetOf(samples, tasks));
      expect((await readFile(file)).length).toBe(bytes);
      expect(await samplesOf(await openPacked(file), "train")).toEqual(samples);
      return Math.round(bytes / 3 / 64);
    };
    const rest = await bytesOf(small);
    expect(await bytesOf(sample("train/2", 0.3, 2))).toBe(rest + 9);
    expect(await bytesOf(sample("train/2", 1, 1.23456))).toBe(rest + 2);
    expect(await bytesOf(sample("train/2", 1, 65.536))).toBe(rest + 2);
    expect(await bytesOf(sample("train/2", -0, 2))).toBe(rest + 9);
    expect(await bytesOf(sample("train/2", Number.NaN, Number.POSITIVE_INFINITY))).toBe(rest + 9 + 2);
  });

  it("resize what they give", async () => {
    const { file, dataset } = await tinyPacked();
    const size = { width: 4, height: 3 };
    const small = await openPacked(file, { size });
    expect([small.width, small.height]).toEqual([4, 3]);
    expect(await small.sample("train", 0)).toEqual(resizeSample(await dataset.sample("train", 0), size));
    expect(small.intrinsics!.fx).toBeCloseTo((dataset.intrinsics!.fx * 4) / dataset.width, 12);
  });

  it("say how far they are", async () => {
    const dir = await tinyFolder();
    const source = { format: "folder", dir } as const;
    const dataset = await openDataset(source);
    const said: string[] = [];
    const onSample = (done: number, samples: number) => said.push(`${done}/${samples}`);
    await packDataset(dataset, source, join(await newFolder(), "a.packed"), { workers: 1, onSample });
    const all = dataset.length("train") + dataset.length("val");
    expect(said).toEqual(Array.from({ length: all }, (_, i) => `${i + 1}/${all}`));
  });

  it("find the folder again from wherever they are opened", async () => {
    const dir = await tinyFolder();
    const source = { format: "folder", dir: relative(process.cwd(), dir) } as const;
    const { file } = await packed(await openDataset(source), source);
    await put(dir, "train/depth/more.png", "more");
    const before = process.cwd();
    process.chdir(await newFolder());
    try {
      expect((await openPacked(file)).notes).toEqual([
        `${dir} has changed since it was packed: pack it again`,
      ]);
    } finally {
      process.chdir(before);
    }
  });

  it("say that a folder has changed since it was packed, unless they are told not to look", async () => {
    const { dir, file } = await tinyPacked();
    expect((await openPacked(file)).notes).toBeUndefined();
    await put(dir, "a.packed", "packed files beside the data are none of them");
    expect((await openPacked(file)).notes).toBeUndefined();
    await put(dir, "train/depth/more.png", "more");
    expect((await openPacked(file)).notes).toEqual([`${dir} has changed since it was packed: pack it again`]);
    expect((await openPacked(file, { checkSource: false })).notes).toBeUndefined();
  });

  it("leave nothing behind of a data set that cannot be packed", async () => {
    const folder = await newFolder();
    const file = join(folder, packedFile);
    const tasks: TaskInfo[] = [];
    const sample = { ...countingSample({ width: 4, height: 4 }), targets: {} };
    const broken = datasetOf([sample, sample], tasks, {
      async sample(_, index) {
        if (index === 1) throw new DataError("file 1", { expected: "a picture", got: "none" });
        return structuredClone(sample);
      },
    });
    const failure = () => packDataset(broken, anywhere, file, { workers: 0 });
    expect(await refusal(failure)).toBe("file 1: expected a picture; got none");
    expect(await readdir(folder)).toEqual([]);
    await writeFile(file, "there before");
    expect(await refusal(failure)).toBe("file 1: expected a picture; got none");
    expect(await readFile(file, "utf8")).toBe("there before");
    await writeFile(file, "there before");
    const controller = new AbortController();
    const stopped = packDataset(datasetOf([sample, sample], tasks), anywhere, file, {
      workers: 0,
      signal: controller.signal,
      onSample: () => controller.abort(new Error("stopped")),
    });
    await expect(stopped).rejects.toThrow(new Error("stopped"));
    expect(await readdir(folder)).toEqual([packedFile]);
    expect(await readFile(file, "utf8")).toBe("there before");
    const nowhere = join(folder, "no/such/folder.packed");
    expect(
      await refusal(() => packDataset(datasetOf([sample], tasks), anywhere, nowhere, { workers: 0 })),
    ).toBe(
      `${nowhere}: expected a file that can be written; got nothing there; make room, or choose another place`,
    );
  });
});

describe("openPacked", () => {
  it("refuses what is no packed file, or not whole", async () => {
    const { file, dir } = await tinyPacked();
    const bytes = await readFile(file);
    const said = async (name: string, content: Uint8Array | string) => {
      await put(dir, name, content);
      const path = join(dir, name);
      const message = await refusal(async () => {
        const dataset = await openPacked(path);
        await samplesOf(dataset, "train");
      });
      return message.replace(path, "FILE");
    };
    const other =
      "FILE: expected a packed data set; got a file of another kind; name a file that data pack wrote";
    expect(await said("a.packed", "")).toBe(other);
    expect(await said("a.packed", "PNG and many more bytes than a head has")).toBe(other);
    const cut =
      "FILE: expected a whole packed data set; got a truncated or damaged one; copy it or pack the data again";
    for (const length of [headBytes, headBytes + 3, bytes.length / 2, bytes.length - 1])
      expect(await said("a.packed", bytes.subarray(0, length))).toBe(cut);
    expect(await said("a.packed", Buffer.concat([bytes, Buffer.alloc(1)]))).toBe(cut);
    expect(await said("a.packed", Buffer.concat([bytes.subarray(0, 99), bytes.subarray(107)]))).toBe(cut);
    const flipped = Buffer.from(bytes);
    flipped[headBytes + 40]! ^= 4;
    expect(await said("a.packed", flipped)).toBe(cut.replace("FILE", "FILE, train/a"));
    expect(await refusal(() => openPacked(join(dir, "nothing")))).toBe(
      `${join(dir, "nothing")}: expected a packed data set; got nothing there; name the file that data pack wrote, or its folder`,
    );
    expect(await refusal(() => openPacked(dir))).toBe(
      `${join(dir, packedFile)}: expected a packed data set; got nothing there; name the file that data pack wrote, or its folder`,
    );
  });

  it("notices a file that is cut or replaced while it is open", async () => {
    const { file, dataset } = await tinyPacked();
    const open = await openPacked(file);
    await truncate(file, headBytes + 10);
    expect(await refusal(() => open.sample("train", 0))).toMatch(
      /: expected a whole packed data set; got a tru/,
    );
    const { file: other } = await packed(datasetOf([await dataset.sample("val", 0)], dataset.tasks));
    await copyFile(other, file);
    expect(await refusal(() => open.sample("train", 0))).toMatch(
      /: expected a whole packed data set; got a tru/,
    );
  });

  it("refuses a description of another version", async () => {
    const { file } = await tinyPacked();
    const bytes = await readFile(file);
    await writeFile(file, Buffer.concat([bytes.subarray(0, headBytes), foot({ version: 2 })]));
    expect(await refusal(() => openPacked(file))).toBe(
      `${file}: expected a data set packed by this version; got one of another version; pack the data again`,
    );
  });

  testDamages(
    "a packed file",
    async () => readFile((await tinyPacked()).file),
    async (bytes) => {
      const file = join(await newFolder(), packedFile);
      await writeFile(file, bytes);
      const dataset = await openPacked(file, { checkSource: false });
      for (const split of dataset.splits) await samplesOf(dataset, split);
    },
  );

  it("refuse a pipe, which nobody may ever write to", async () => {
    const dir = await newFolder();
    execFileSync("mkfifo", [join(dir, packedFile)]);
    expect((await refusal(() => openPacked(dir))).replaceAll(dir, "DIR")).toBe(
      "DIR/data.packed: expected a packed data set; got no regular file; name the file that data pack wrote, or its folder",
    );
  });
});
