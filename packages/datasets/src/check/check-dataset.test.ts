import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  folderOf,
  grey,
  newFolder,
  picture,
  pixels,
  png,
  put,
  size,
  tinyFolder,
} from "../folder/folder.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { targetOf } from "../sample.fixture.ts";
import type { Sample } from "../sample.ts";
import { openDataset } from "../source/open-dataset.ts";
import { type CheckOptions, checkDataset } from "./check-dataset.ts";

const check = async (dir: string, options: CheckOptions = { workers: 0 }) => {
  const source = { format: "folder", dir } as const;
  return checkDataset(await openDataset(source), source, options);
};

/** What a short program would say of numbers. */
function described(values: readonly number[]) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return {
    low: Math.min(...values),
    mean: expect.closeTo(mean, 12),
    high: Math.max(...values),
    deviation: expect.closeTo(deviation, 10),
  };
}

const plane = (samples: readonly Sample[], c: number) =>
  samples.flatMap(({ image }) => [...image.subarray(c * pixels, (c + 1) * pixels)]);

describe("checkDataset", () => {
  it("counts what is there, of every split and task", async () => {
    const dir = await tinyFolder();
    const dataset = await openDataset({ format: "folder", dir });
    const samples = await Promise.all([0, 1, 2].map((i) => dataset.sample("train", i)));
    const [train, val] = await check(dir);
    expect(train).toMatchObject({
      ...{ name: "train", samples: 3, broken: [] },
      sizes: [{ ...size, images: 3 }],
    });
    expect(val).toMatchObject({ name: "val", samples: 1, broken: [] });
    expect(train!.image).toEqual([0, 1, 2].map((c) => described(plane(samples, c))));
    const labels = samples.flatMap((sample) => [...targetOf(sample, "classes").labels]);
    const none = { images: 0, first: [] };
    expect(train!.tasks).toEqual({
      segmentation: {
        kind: "classes",
        pixels: 3 * pixels,
        labelled: labels.filter((label) => label !== 255).length,
        empty: none,
        counts: [0, 1, 2].map((label) => labels.filter((other) => other === label).length),
      },
      depth: {
        kind: "depth",
        pixels: 3 * pixels,
        labelled: 3 * (pixels - 1),
        empty: none,
        channels: [
          described(
            samples.flatMap((sample) => [...targetOf(sample, "depth").values].filter((value) => value > 0)),
          ),
        ],
      },
      normals: {
        kind: "normals",
        pixels: 3 * pixels,
        labelled: 3 * (pixels - 1),
        empty: none,
        channels: [0, 1, 2].map((c) =>
          described(
            samples.flatMap((sample) => {
              const { values, mask } = targetOf(sample, "normals");
              return [...values.subarray(c * pixels, (c + 1) * pixels)].filter((_, i) => mask[i] === 1);
            }),
          ),
        ),
      },
    });
  });

  it("finds every broken file, two of a sample too, and goes on behind it, whatever the number of workers", async () => {
    const dir = await tinyFolder();
    await put(dir, "train/image/a.png", "no picture");
    await put(dir, "train/depth/a.png", "no depth");
    await put(dir, "train/label/c.png", png(grey((i) => (i === 8 ? 3 : 0))));
    const wanted = [
      {
        index: 0,
        errors: [
          "DIR/train/image/a.png: expected a png file, as input.format says; got 10 bytes of something else; " +
            "convert the file, or correct input.format in dataset.json",
          "DIR/train/depth/a.png: expected a PNG; got 8 bytes of something else; " +
            "export the file as a PNG, or copy it again",
        ],
      },
      {
        index: 2,
        errors: [
          "DIR/train/label/c.png, row 1, column 2: expected a class 0..2 or 255 (ignore); got 3; " +
            "correct the label, or list its class under tasks.segmentation.classes",
        ],
      },
    ];
    for (const workers of [0, 2]) {
      const seen: string[] = [];
      const done: number[] = [];
      const [train, val] = await check(dir, {
        workers,
        onWhole: (_split, index, { names }) => void seen.push(`${index} ${names[0]}`),
        onSample: (count, of) => void done.push(count / of),
      });
      expect(
        train!.broken.map(({ index, errors }) => ({
          index,
          errors: errors.map(({ message }) => message.replaceAll(dir, "DIR")),
        })),
      ).toEqual(wanted);
      expect(train!.samples).toBe(3);
      expect(train!.tasks["depth"]).toMatchObject({ pixels });
      expect(val!.broken).toEqual([]);
      expect(seen).toEqual(["1 train/b", "0 val/d"]);
      expect(done).toEqual([0.25, 0.5, 0.75, 1]);
    }
  });

  it("finds what is wrong beside a broken picture where no size is said", async () => {
    const tasks = { sky: { kind: "mask", folder: "sky", format: "png" } };
    const files = {
      "image/a.png": "broken",
      "sky/a.png": "broken too",
      "image/b.png": picture(),
      "sky/b.png": png(grey((i) => i % 2)),
    };
    const dir = await folderOf({ size: undefined, resize: size, tasks }, files);
    const [train] = await check(dir);
    expect(train!.broken.map(({ errors }) => errors.map(({ subject }) => subject.slice(dir.length)))).toEqual(
      [["/image/a.png", "/sky/a.png"]],
    );
  });

  it("counts the sizes of files, whatever they are resized to and whichever thread reads them", async () => {
    const tasks = { sky: { kind: "mask", folder: "sky", format: "png", optional: true } };
    const sizes = [
      size,
      { width: 3, height: 2 },
      size,
      { width: 8, height: 2 },
      { width: 8, height: 2 },
      size,
    ];
    const pictures = Object.fromEntries(sizes.map((of, i) => [`image/${i}.png`, picture(i, of)]));
    const dir = await folderOf({ size: undefined, resize: { width: 3, height: 2 }, tasks }, pictures);
    for (const workers of [0, 1]) {
      const [train] = await check(dir, { workers });
      expect(train!.sizes).toEqual([
        { ...size, images: 3 },
        { width: 8, height: 2, images: 2 },
        { width: 3, height: 2, images: 1 },
      ]);
    }
  });

  it("counts images without a label, and names the first", async () => {
    const tasks = { sky: { kind: "mask", folder: "sky", format: "png", optional: true } };
    const stems = Array.from({ length: 12 }, (_, i) => String(i).padStart(2, "0"));
    const pictures = Object.fromEntries(stems.map((stem) => [`image/${stem}.png`, picture()]));
    const dir = await folderOf({ tasks }, { ...pictures, "sky/03.png": png(grey((i) => i % 2)) });
    const [train] = await check(dir);
    expect(train!.tasks["sky"]).toEqual({
      kind: "mask",
      pixels: 12 * pixels,
      labelled: pixels,
      empty: {
        images: 11,
        first: stems
          .filter((stem) => stem !== "03")
          .slice(0, 10)
          .map((stem) => `train/${stem}`),
      },
      channels: [{ low: 0, mean: 0.5, high: 1, deviation: 0.5 }],
    });
  });

  it("ends at failures that are none of a file", async () => {
    const dir = await newFolder();
    const source = { format: "rooms", width: 8, height: 6, train: 2 } as const;
    const dataset = await openDataset(source);
    const failing = { ...dataset, sample: () => Promise.reject(new TypeError("a mistake of ours")) };
    await expect(checkDataset(failing, source, { workers: 0 })).rejects.toThrow(
      new TypeError("a mistake of ours"),
    );
    await rm(dir, { recursive: true });
    const gone = { format: "folder", dir } as const;
    const [split] = await checkDataset({ ...dataset, splits: ["train"] }, gone, { workers: 1 });
    expect(split!.broken.map(({ errors: [error] }) => error!.subject)).toEqual([
      join(dir, "dataset.json"),
      join(dir, "dataset.json"),
    ]);
    expect(await refusal(() => checkDataset(dataset, source, { workers: 99 }))).toBe(
      "createLoader: expected workers to be an integer 0..64; got 99",
    );
  });
});
