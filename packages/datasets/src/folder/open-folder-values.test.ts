import { describe, expect, it } from "vitest";
import { collate } from "../batch/collate.ts";
import { targetOf } from "../sample.fixture.ts";
import { grey, manifest, pixels, png, put, tinyFolder } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

describe("values that mean more than themselves", () => {
  it("takes a normal for invalid only if all three values say so", async () => {
    const dir = await tinyFolder();
    const normals = { ...manifest.tasks.normals, invalid: [128, 128, 128] };
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, tasks: { normals } }));
    const triples = [
      [128, 128, 128],
      [9, 128, 128],
      [128, 9, 128],
      [128, 128, 9],
      [0, 0, 0],
    ];
    const stored = grey((i) => triples[Math.floor(i / 3) % 5]![i % 3]!, 3 * pixels);
    await put(dir, "train/normal/a.png", png(stored, 3));
    const { mask } = targetOf(await (await openFolder(dir)).sample("train", 0), "normals");
    expect([...mask.slice(0, 5)]).toEqual([0, 1, 1, 1, 1]);
  });

  it("turns another ignore value into 255", async () => {
    const dir = await tinyFolder();
    const segmentation = { ...manifest.tasks.segmentation, ignore: 7 };
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, tasks: { segmentation } }));
    for (const stem of ["a", "b", "c"])
      await put(dir, `train/label/${stem}.png`, png(grey((i) => (i % 2 === 0 ? 7 : 1))));
    const sample = await (await openFolder(dir)).sample("train", 0);
    expect([...targetOf(sample, "classes").labels]).toEqual(
      Array.from({ length: pixels }, (_, i) => (i % 2 === 0 ? 255 : 1)),
    );
    expect(Object.keys(sample.targets)).toEqual(["segmentation"]);
  });

  it("takes a sample in which nothing is known", async () => {
    const dir = await tinyFolder();
    await put(dir, "train/label/a.png", png(new Uint8Array(pixels).fill(255)));
    await put(dir, "train/depth/a.png", png(new Uint16Array(pixels)));
    await put(dir, "train/normal/a.png", png(new Uint8Array(3 * pixels), 3));
    const sample = await (await openFolder(dir)).sample("train", 0);
    expect(collate([sample]).labelled).toEqual({ segmentation: 0, depth: 0, normals: 0 });
    expect([...targetOf(sample, "normals").values].every((v) => v === 0)).toBe(true);
  });

  it("takes pictures of one pixel", async () => {
    const dir = await tinyFolder();
    const one = { width: 1, height: 1 };
    await put(dir, "dataset.json", JSON.stringify({ ...manifest, size: one, splits: { val: "val" } }));
    await put(dir, "val/image/d.png", png(Uint8Array.of(255, 0, 51), 3, one));
    await put(dir, "val/label/d.png", png(Uint8Array.of(2), 1, one));
    await put(dir, "val/depth/d.png", png(Uint16Array.of(65535), 1, one));
    await put(dir, "val/normal/d.png", png(Uint8Array.of(127, 128, 0), 3, one));
    const sample = await (await openFolder(dir)).sample("val", 0);
    expect([...sample.image]).toEqual([1, 0, Math.fround(0.2)]);
    expect([...targetOf(sample, "classes").labels]).toEqual([2]);
    expect(targetOf(sample, "depth").values[0]).toBeCloseTo(65.535, 5);
    expect(targetOf(sample, "normals").values[2]).toBeCloseTo(-1, 4);
  });
});
