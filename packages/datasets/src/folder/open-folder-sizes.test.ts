import { describe, expect, it } from "vitest";
import { npyOf } from "../npy/npy.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { resizeSample } from "../resize/resize-sample.ts";
import type { Sample } from "../sample.ts";
import { folderOf, grey, picture, png } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

const wide = { width: 9, height: 3 };
const tasks = {
  heat: { kind: "heatmap", folder: "heat", format: "npy" },
  edges: { kind: "edges", folder: "edges", format: "png", scale: "1/255", invalid: 7 },
  depth: { kind: "depth", folder: "depth", format: "npy" },
  colours: { kind: "rgb", folder: "colours", format: "png" },
};
const bytes = (count: number, factor: number) => grey((i) => (factor * i * i) % 251, count);
const files = {
  "image/a.png": png(bytes(81, 3), 3, wide),
  "heat/a.npy": npyOf(
    Float32Array.from({ length: 27 }, (_, i) => (i % 5 === 2 ? Number.NaN : i)),
    [3, 9],
  ),
  "edges/a.png": png(bytes(27, 7), 1, wide),
  "depth/a.npy": npyOf(
    Float32Array.from({ length: 27 }, (_, i) => i),
    [3, 9],
  ),
  "colours/a.png": png(bytes(81, 5), 3, wide),
};

function expectAlike(got: Sample, wanted: Sample): void {
  expect(Object.keys(got.targets)).toEqual(Object.keys(wanted.targets));
  for (const [task, target] of Object.entries(wanted.targets))
    expect(got.targets[task], task).toEqual(target);
  for (const [i, value] of got.image.entries())
    expect(Math.abs(value - wanted.image[i]!)).toBeLessThan(0.5 / 255 + 1e-6);
}

describe("files of any size", () => {
  it("are resized as resizeSample does, to what the manifest says or is asked for", async () => {
    const stored = await (await openFolder(await folderOf({ size: wide, tasks }, files))).sample("train", 0);
    const dir = await folderOf({ size: undefined, resize: { width: 4, height: 2 }, tasks }, files);
    const dataset = await openFolder(dir);
    expect(dataset).toMatchObject({ width: 4, height: 2 });
    expectAlike(await dataset.sample("train", 0), resizeSample(stored, { width: 4, height: 2 }));
    const tall = { width: 10, height: 12 };
    expectAlike(await (await openFolder(dir, { size: tall })).sample("train", 0), resizeSample(stored, tall));
    const asked = await folderOf({ size: undefined, tasks }, files);
    expectAlike(await (await openFolder(asked, { size: wide })).sample("train", 0), stored);
  });

  it("gives fresh arrays and the same values again where it kept what was resized", async () => {
    const dir = await folderOf({ size: undefined, resize: { width: 4, height: 2 }, tasks }, files);
    const dataset = await openFolder(dir);
    const first = await dataset.sample("train", 0);
    const copy = structuredClone(first);
    for (const target of Object.values(first.targets)) if (target.kind !== "classes") target.values.fill(9);
    first.image.fill(9);
    expect(await dataset.sample("train", 0)).toEqual(copy);
  });

  it("may differ from picture to picture, but not from picture to map", async () => {
    const small = { width: 2, height: 2 };
    const one = { depth: tasks.depth };
    const flat = (width: number, height: number) =>
      npyOf(new Float32Array(width * height).fill(2), [height, width]);
    const dir = await folderOf(
      { size: undefined, resize: { width: 3, height: 3 }, tasks: one },
      {
        "image/a.png": picture(1),
        "depth/a.npy": flat(6, 4),
        "image/b.png": picture(1, small),
        "depth/b.npy": flat(2, 2),
        "image/c.png": picture(1, small),
        "depth/c.npy": flat(6, 4),
      },
    );
    const dataset = await openFolder(dir);
    for (const i of [0, 1]) expect(await dataset.sample("train", i)).toMatchObject({ width: 3, height: 3 });
    expect((await refusal(() => dataset.sample("train", 2))).replaceAll(dir, "DIR")).toBe(
      "DIR/depth/c.npy: expected 2x2 pixels, the size of DIR/image/c.png; got 6x4; export picture and maps at one size",
    );
  });

  it("have intrinsics for the size that they are resized to", async () => {
    const intrinsics = { fx: 10, fy: 12, cx: 1.5, cy: 0.5 };
    const dir = await folderOf(
      { size: undefined, resize: { width: 4, height: 2 }, intrinsics, tasks },
      files,
    );
    expect((await openFolder(dir)).intrinsics).toEqual(intrinsics);
    expect((await openFolder(dir, { size: { width: 8 } })).intrinsics).toEqual({
      fx: 20,
      fy: 12,
      cx: 3.5,
      cy: 0.5,
    });
  });
});
