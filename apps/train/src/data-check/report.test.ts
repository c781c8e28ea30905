import { DataError, type Dataset, type SplitCheck } from "@equipoise/datasets";
import { describe, expect, it } from "vitest";
import { reportText } from "./report.ts";
import { reportJson } from "./report-json.ts";
import { shownIndexes } from "./shown-indexes.ts";

const statistics = (low: number, mean: number, high: number) => ({ low, mean, high, deviation: 1 });
const none = { images: 0, first: [] };

const dataset: Dataset = {
  name: "streets",
  width: 4,
  height: 3,
  tasks: [
    { name: "parts", kind: "classes", channels: 3, classes: ["road", "car", "tree"] },
    { name: "normals", kind: "normals", channels: 3 },
    { name: "sky", kind: "mask", channels: 1 },
  ],
  splits: ["train", "val", "test"],
  notes: ["a split was made up"],
  length: (split) => ({ train: 3, val: 1 })[split] ?? 0,
  sample: () => Promise.reject(new Error("not read")),
};

const check = (
  name: string,
  samples: number,
  broken: SplitCheck["broken"],
  z: number,
  sky: number,
): SplitCheck => ({
  ...{ name, samples, broken, sizes: [{ width: 4, height: 3, images: samples - broken.length }] },
  image: [statistics(0, 0.25, 1), statistics(0.125, 0.5, 1), statistics(0, 0.123456, 0.75)],
  tasks: {
    parts: { kind: "classes", pixels: 24, labelled: 20, empty: none, counts: [15, 5, 0] },
    normals: {
      ...{ kind: "normals", pixels: 24, labelled: 24, empty: none },
      channels: [statistics(-1, 0, 1), statistics(-1, 0, 1), statistics(-1, z, 1)],
    },
    sky: {
      ...{ kind: "mask", pixels: 24, labelled: 12 * sky },
      empty: { images: 2 - sky, first: ["train/a", "train/b"].slice(sky) },
      channels: [sky > 0 ? statistics(1, 1, 1) : { low: null, mean: null, high: null, deviation: null }],
    },
  },
});

const error = (file: string) =>
  new DataError(file, { position: "row 1", expected: "a", got: "b", cure: "do c" });

const empty: SplitCheck = {
  ...{ name: "test", samples: 0, broken: [], sizes: [] },
  image: [0, 1, 2].map(() => ({ low: null, mean: null, high: null, deviation: null })),
  tasks: {
    parts: { kind: "classes", pixels: 0, labelled: 0, empty: none, counts: [0, 0, 0] },
    normals: { kind: "normals", pixels: 0, labelled: 0, empty: none, channels: [] },
    sky: { kind: "mask", pixels: 0, labelled: 0, empty: none, channels: [] },
  },
};

const checks = [
  check("train", 3, [{ index: 1, errors: [error("b.png"), error("b.npy")] }], 0.5, 1),
  check("val", 1, [], -0.5, 0),
  empty,
];

describe("reportText", () => {
  it("has counts, shares, values, warnings and every broken file", () => {
    expect(reportText(dataset, checks)).toBe(`streets, at 4x3
  train  3 images  1 broken
  val     1 image
  test   0 images
a split was made up

image, 0..1  lowest             mean  highest
  train           0  0.25 0.5 0.1235        1
  val             0  0.25 0.5 0.1235        1
  test            -                -        -

parts, 3 classes     train      val  test
  0 road           75.00 %  75.00 %     -
  1 car            25.00 %  25.00 %     -
  2 tree                 0        0     -
  without a class  16.67 %  16.67 %     -

normals, unit vectors  lowest      mean  highest  unknown
  train                    -1   0 0 0.5        1        0
  val                      -1  0 0 -0.5        1        0
  test                      -         -        -        -

sky, 1 inside, 0 outside  lowest  mean  highest   unknown
  train                        1     1        1   50.00 %
  val                          -     -        -  100.00 %
  test                         -     -        -         -

warning: parts: never in train: tree
warning: normals: on average normals of train point away from the camera (z 0.50), which turns them the wrong way when images are flipped or zoomed: z is forward, so turn them by a scale such as [1, -1, -1]
warning: sky: 1 of 2 images of train have no label, such as train/b
warning: sky: every value of train is 1
warning: parts: never in val: tree
warning: sky: no image of val has a label
warning: test is empty

2 broken files
  b.png, row 1: expected a; got b; do c
  b.npy, row 1: expected a; got b; do c
`);
  });

  it("has the sizes of files that are resized", () => {
    const sizes = [5, 6, 7, 8, 9, 10, 11].map((width) => ({ width, height: 3, images: 20 - width }));
    const two = checks.map((one, i) => ({ ...one, sizes: i < 2 ? sizes : [] }));
    expect(reportText(dataset, two)).toContain(
      "\nfiles of 5x3 (30), 6x3 (28), 7x3 (26), 8x3 (24), 9x3 (22), and 2 sizes more\na split was made up\n",
    );
  });

  it("lists the most frequent of many classes", () => {
    const classes = Array.from({ length: 60 }, (_, i) => `c${i}`);
    const tasks = [{ name: "parts", kind: "classes" as const, channels: 60, classes }];
    const counts = classes.map((_, i) => i + 1);
    const parts = { kind: "classes" as const, pixels: 1830, labelled: 1830, empty: none, counts };
    const text = reportText({ ...dataset, tasks }, [{ ...empty, samples: 1, tasks: { parts } }]);
    expect(text).toMatch(/parts, 60 classes +test\n {2}59 c59 +3\.28 %\n {2}58 c58/);
    expect(text).toMatch(
      / {2}10 c10 +0\.60 %\n {2}without a class +0\n {2}and 10 rarer ones, which --json lists\n/,
    );
  });
});

it("reportJson has everything, broken files with their parts", () => {
  const found = JSON.parse(reportJson(dataset, checks, { contactSheet: null }));
  expect(found).toMatchObject({
    name: "streets",
    width: 4,
    height: 3,
    notes: dataset.notes,
    contactSheet: null,
  });
  expect(found.splits[0].tasks).toEqual(checks[0]!.tasks);
  expect(found.splits[0].image).toEqual(checks[0]!.image);
  const parts = { position: "row 1", expected: "a", got: "b", cure: "do c" };
  expect(found.splits[0].broken).toEqual([
    {
      index: 1,
      errors: ["b.png", "b.npy"].map((file) => ({
        file,
        ...parts,
        message: `${file}, row 1: expected a; got b; do c`,
      })),
    },
  ]);
  expect(found.warnings).toContain("test is empty");
});

it("shownIndexes are spread over splits and within them", () => {
  const length = (split: string) => ({ train: 800, val: 100, tiny: 2, none: 0 })[split] ?? 0;
  const shown = shownIndexes({ splits: ["train", "val", "tiny", "none"], length }, 9);
  expect(Object.fromEntries(shown)).toEqual({
    train: [50, 150, 250, 350, 450, 550, 650, 750],
    val: [50],
    tiny: [1],
    none: [],
  });
});
