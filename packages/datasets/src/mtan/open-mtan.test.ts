import { cp, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { cityscapesNames } from "../cityscapes/classes.ts";
import { newFolder } from "../folder/folder.fixture.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import { targetOf } from "../sample.fixture.ts";
import { openMtan } from "./open-mtan.ts";

const [width, height] = [12, 9];
const pixels = width * height;
const golden = (name: string) => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const map = <T>(value: (x: number, y: number) => T) =>
  Array.from({ length: pixels }, (_, i) => value(i % width, Math.floor(i / width)));
const colour = (i: number, plane: number, x: number, y: number) =>
  (40 * i + 70 * plane + 11 * y + 5 * x) % 256;

/** The plane of golden/make.py, in the camera's frame. */
function plane(i: number) {
  const length = Math.hypot(0.2 - 0.1 * i, 0.25, 1);
  const normal = [(0.2 - 0.1 * i) / length, -0.25 / length, -1 / length] as const;
  const focal = (518.857901 * width) / 560;
  const depth = (x: number, y: number) =>
    -2 / ((normal[0] * (x - 5.5)) / focal + (normal[1] * (y - 4)) / focal + normal[2]);
  return { normal, depth };
}

describe("openMtan, NYUv2", () => {
  it("tells what lies there", async () => {
    const dataset = await openMtan(golden("nyuv2"));
    expect(dataset).toMatchObject({ name: "nyuv2", width, height, splits: ["train", "val"] });
    expect([dataset.length("train"), dataset.length("val")]).toEqual([3, 1]);
    expect(dataset.tasks.map(({ name, kind, channels }) => [name, kind, channels])).toEqual([
      ["segmentation", "classes", 13],
      ["depth", "depth", 1],
      ["normals", "normals", 3],
    ]);
    expect(dataset.notes).toEqual([
      "normals are stored with y, z the other way, as their depth tells: turned to x right, y down, z forward",
    ]);
  });

  it.each([
    ["train", 0, 0],
    ["train", 1, 1],
    ["train", 2, 10],
    ["val", 0, 0],
  ])("reads every number of %s, sample %d, file %d, whatever its type and order", async (split, index, i) => {
    const sample = await (await openMtan(golden("nyuv2"))).sample(split, index);
    expect(sample.name).toBe(`${split}/${i}`);
    for (let c = 0; c < 3; c++)
      expect([...sample.image.subarray(c * pixels, (c + 1) * pixels)]).toEqual(
        map((x, y) => Math.fround(colour(i, c, x, y) / 255)),
      );
    expect([...targetOf(sample, "classes").labels]).toEqual(
      map((x, y) => (x + 2 * y + i) % 14 || 14).map((label) => (label === 14 ? 255 : label - 1)),
    );
    const { normal, depth } = plane(i);
    const metres = targetOf(sample, "depth");
    const wanted = map((x, y) => (x + y === 0 ? 0 : depth(x, y)));
    for (const [at, value] of metres.values.entries()) expect(value).toBeCloseTo(wanted[at]!, 6);
    expect([...metres.mask]).toEqual(map((x, y) => Number(x + y > 0)));
    const normals = targetOf(sample, "normals");
    expect([...normals.mask]).toEqual(map((x, y) => Number(!(x === 1 && y === 0))));
    for (const [at, value] of normals.values.entries())
      expect(value).toBeCloseTo(at % pixels === 1 ? 0 : normal[Math.floor(at / pixels)]!, 6);
  });

  it("resizes as resizeSample does", async () => {
    const size = { width: 5, height: 4 };
    const small = await openMtan(golden("nyuv2"), { size });
    const got = await small.sample("train", 1);
    const wanted = resizeSample(await (await openMtan(golden("nyuv2"))).sample("train", 1), size);
    expect({ ...got, image: null }).toEqual({ ...wanted, image: null });
    for (const [i, value] of got.image.entries())
      expect(Math.abs(value - wanted.image[i]!)).toBeLessThan(0.5 / 255 + 1e-6);
  });

  it("gives fresh arrays and the same numbers on every call, kept or not", async () => {
    const [kept, unkept] = [
      await openMtan(golden("nyuv2")),
      await openMtan(golden("nyuv2"), { cacheBytes: 0 }),
    ];
    const first = await kept.sample("train", 0);
    const copy = structuredClone(first);
    first.image.fill(7);
    targetOf(first, "classes").labels.fill(7);
    targetOf(first, "normals").values.fill(7);
    expect(await kept.sample("train", 0)).toEqual(copy);
    expect(await unkept.sample("train", 0)).toEqual(copy);
  });
});

describe("openMtan, Cityscapes", () => {
  it("has 7 classes where there is a label_7, 19 if asked, and disparity for depth", async () => {
    const seven = await openMtan(golden("cityscapes"));
    expect(seven.name).toBe("cityscapes");
    expect(seven.tasks).toEqual([
      { name: "segmentation", kind: "classes", channels: 7, classes: cityscapesNames[7] },
      { name: "disparity", kind: "inverse-depth", channels: 1 },
    ]);
    expect(seven.notes).toBeUndefined();
    const sample = await seven.sample("val", 0);
    const less = (classes: number) =>
      map((x, y) => ((x + 3 * y) % (classes + 1)) - 1).map((c) => (c < 0 ? 255 : c));
    expect([...targetOf(sample, "classes").labels]).toEqual(less(7));
    const { values, mask } = targetOf(sample, "inverse-depth");
    expect([...values]).toEqual(map((x, y) => ((x * y) % 7) / 16));
    expect([...mask]).toEqual(map((x, y) => Number((x * y) % 7 > 0)));
    const nineteen = await openMtan(golden("cityscapes"), { classes: 19 });
    expect(nineteen.tasks[0]).toMatchObject({ channels: 19, classes: cityscapesNames[19] });
    expect([...targetOf(await nineteen.sample("train", 0), "classes").labels]).toEqual(less(19));
  });

  it("takes label_19 for labels of 19 classes, and no file for a folder", async () => {
    const dir = await newFolder();
    await cp(golden("cityscapes"), dir, { recursive: true });
    for (const split of ["train", "val"]) await rename(`${dir}/${split}/label`, `${dir}/${split}/label_19`);
    await writeFile(`${dir}/test`, "");
    const dataset = await openMtan(dir, { classes: 19 });
    expect(dataset.splits).toEqual(["train", "val"]);
    expect(await dataset.sample("val", 0)).toEqual(
      await (await openMtan(golden("cityscapes"), { classes: 19 })).sample("val", 0),
    );
  });

  it("takes a split named test too", async () => {
    const dir = await newFolder();
    await cp(golden("cityscapes"), dir, { recursive: true });
    await cp(golden("cityscapes/val"), `${dir}/test`, { recursive: true });
    expect((await openMtan(dir)).splits).toEqual(["train", "val", "test"]);
  });
});
