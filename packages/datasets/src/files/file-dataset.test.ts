import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import { countingSample, targetOf } from "../sample.fixture.ts";
import type { Sample, Size } from "../sample.ts";
import { type FileOptions, type FileReader, fileDataset } from "./file-dataset.ts";

const stored: Size = { width: 4, height: 3 };
const camera = { fx: 4, fy: 3, cx: 1.5, cy: 1 };

/** A reader of samples whose colours are no multiples of 1/255, that counts how often it is asked. */
function counted(options: FileOptions = {}, fields: Partial<FileReader<{ readonly k: number }>> = {}) {
  const asked: number[] = [];
  const dataset = fileDataset(
    "openThis",
    {
      name: "this",
      tasks: [],
      splits: new Map([["train", [{ k: 0 }, { k: 1 }, { k: 2 }]]]),
      size: stored,
      async read(split, { k }, size) {
        asked.push(k);
        return resizeSample(countingSample(stored, `${split}/${k}`), size);
      },
      ...fields,
    },
    options,
  );
  return { dataset, asked };
}

/** Bytes that a sample of the fixture is kept in: 3 colours of 4 bytes, a label, 4 values of 4 bytes and 2 masks a pixel. */
const sampleBytes = 12 * (3 * 4 + 1 + 4 * 4 + 2);

describe("fileDataset", () => {
  it("gives colours as they are where nothing is resized, and in steps of 1/255 where it is", async () => {
    const whole = counted().dataset;
    expect(await whole.sample("train", 1)).toEqual(countingSample(stored, "train/1"));
    const size = { width: 2, height: 2 };
    const small = await counted({ size }).dataset.sample("train", 1);
    const exact = resizeSample(countingSample(stored, "train/1"), size);
    expect([...small.image]).toEqual(
      [...exact.image].map((value) => Math.fround(Math.round(255 * value) / 255)),
    );
    expect(small.targets).toEqual(exact.targets);
  });

  it("reads what it has room for once, and gives arrays of their own each time", async () => {
    const { dataset, asked } = counted({ cacheBytes: 2 * sampleBytes });
    for (const index of [0, 1, 2, 0, 1, 2]) {
      const sample: Sample = await dataset.sample("train", index);
      expect(sample).toEqual(countingSample(stored, `train/${index}`));
      sample.image.fill(9);
      targetOf(sample, "classes").labels.fill(9);
      targetOf(sample, "depth").values.fill(9);
      targetOf(sample, "normals").mask.fill(9);
    }
    expect(asked).toEqual([0, 1, 2, 2]);
    const none = counted({ cacheBytes: 2 * sampleBytes - 1 });
    for (const index of [0, 1, 0, 1]) await none.dataset.sample("train", index);
    expect(none.asked).toEqual([0, 1, 1]);
  });

  it("keeps pictures of bytes in bytes", async () => {
    const picture = {
      ...countingSample(stored),
      image: Float32Array.from({ length: 36 }, (_, i) => i / 255),
    };
    const { dataset, asked } = counted(
      { cacheBytes: sampleBytes - 12 * 3 * 3 },
      {
        async read(_, { k }) {
          asked.push(k);
          return picture;
        },
      },
    );
    for (let i = 0; i < 3; i++) expect(await dataset.sample("train", 0)).toEqual(picture);
    expect(asked).toEqual([0]);
  });

  it("resizes a side alone, and the camera with it", () => {
    const { dataset } = counted({ size: { height: 6 } }, { intrinsics: camera, notes: ["made up"] });
    expect(dataset).toMatchObject({ width: 4, height: 6, notes: ["made up"], splits: ["train"] });
    expect(dataset.intrinsics).toEqual({ fx: 4, fy: 6, cx: 1.5, cy: 2.5 });
    expect(counted({}, { notes: [] }).dataset).not.toHaveProperty("notes");
    expect(counted().dataset).not.toHaveProperty("intrinsics");
  });

  it("refuses splits and indexes that there are not", async () => {
    const { dataset } = counted();
    expect(dataset.length("train")).toBe(3);
    expect(await refusal(() => dataset.length("test"))).toBe('this: expected a split of train; got "test"');
    expect(await refusal(() => dataset.sample("train", 3))).toBe(
      "this: expected an index 0..2 of split train; got 3",
    );
  });
});
