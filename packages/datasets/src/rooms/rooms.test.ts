import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { targetOf } from "../sample.fixture.ts";
import type { Intrinsics, Sample } from "../sample.ts";
import { rooms } from "./rooms.ts";

const size = { width: 32, height: 24 };
const dataset = rooms({ seed: 3, ...size, train: 40, val: 40 });
const camera = dataset.intrinsics!;

const train = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => dataset.sample("train", i)));

/** The point in space that a pixel shows, in metres, in the camera's frame. */
function pointAt({ width, targets }: Sample, column: number, row: number, { fx, fy, cx, cy }: Intrinsics) {
  const z = targetOf({ targets }, "depth").values[row * width + column]!;
  return [((column - cx) / fx) * z, ((row - cy) / fy) * z, z] as const;
}

function normalAt({ width, height, targets }: Sample, column: number, row: number) {
  const { values } = targetOf({ targets }, "normals");
  const [i, pixels] = [row * width + column, width * height];
  return [values[i]!, values[pixels + i]!, values[2 * pixels + i]!] as const;
}

type Triple = readonly [number, number, number];
const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: Triple, b: Triple): Triple => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

describe("rooms", () => {
  it("says what it holds", () => {
    expect(dataset).toMatchObject({ name: "rooms", ...size, splits: ["train", "val"] });
    expect([dataset.length("train"), dataset.length("val")]).toEqual([40, 40]);
    expect(dataset.tasks.map(({ name, kind, channels }) => [name, kind, channels])).toEqual([
      ["segmentation", "classes", 11],
      ["depth", "depth", 1],
      ["normals", "normals", 3],
    ]);
    expect(camera).toEqual({ fx: 0.9265 * 32, fy: 0.9265 * 32, cx: 15.5, cy: 11.5 });
  });

  it("shows every class, and fills pictures and maps with values in range", async () => {
    const seen = new Set<number>();
    for (const sample of await train(40)) {
      const { labels } = targetOf(sample, "classes");
      const depth = targetOf(sample, "depth");
      for (const label of labels) seen.add(label);
      expect(depth.values.every((metres) => metres > 0.3 && metres < 8)).toBe(true);
      expect(sample.image.every((value) => value >= 0 && value <= 1)).toBe(true);
      const mean = sample.image.reduce((sum, value) => sum + value, 0) / sample.image.length;
      expect(mean > 0.2 && mean < 0.85).toBe(true);
      expect([...depth.mask, ...targetOf(sample, "normals").mask].every((valid) => valid === 1)).toBe(true);
    }
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("gives unit normals that face the camera", async () => {
    let [length, facing] = [0, -Infinity];
    for (const sample of await train(20))
      for (let row = 0; row < size.height; row++)
        for (let column = 0; column < size.width; column++) {
          const normal = normalAt(sample, column, row);
          length = Math.max(length, Math.abs(Math.hypot(...normal) - 1));
          facing = Math.max(facing, dot(normal, pointAt(sample, column, row, camera)));
        }
    expect(length).toBeLessThan(1e-6);
    expect(facing).toBeLessThan(0);
  });

  it("gives the depth of the plane that a normal stands on", async () => {
    let [same, steps, between] = [0, 0, 0];
    for (const sample of await train(20))
      for (let row = 0; row < size.height; row++)
        for (let column = 0; column + 1 < size.width; column++) {
          const normal = normalAt(sample, column, row);
          if (dot(normal, normalAt(sample, column + 1, row)) < 1 - 1e-6) continue;
          const off = dot(
            normal,
            minus(pointAt(sample, column + 1, row, camera), pointAt(sample, column, row, camera)),
          );
          // Either one plane, to a rounding error, or the step from one face to a parallel one: nothing between.
          if (Math.abs(off) < 2e-6) same++;
          else if (Math.abs(off) > 5e-4) steps++;
          else between++;
        }
    expect(between).toBe(0);
    expect(same).toBeGreaterThan(8000);
    expect(steps).toBeLessThan(0.2 * same);
  });

  it("gives normals that are those of the surface through the neighbours' points", async () => {
    let [checked, worst] = [0, 1];
    for (const sample of await train(20))
      for (let row = 0; row + 1 < size.height; row++)
        for (let column = 0; column + 1 < size.width; column++) {
          const [p, right, below] = [
            pointAt(sample, column, row, camera),
            pointAt(sample, column + 1, row, camera),
            pointAt(sample, column, row + 1, camera),
          ];
          const normal = normalAt(sample, column, row);
          const [a, b] = [minus(right, p), minus(below, p)];
          if (Math.abs(dot(normal, a)) > 2e-6 || Math.abs(dot(normal, b)) > 2e-6) continue;
          // x to the right and y down make right x below point away from the camera.
          const outward = cross(b, a);
          worst = Math.min(worst, dot(outward, normal) / Math.hypot(...outward));
          checked++;
        }
    expect(worst).toBeGreaterThan(1 - 1e-4);
    expect(checked).toBeGreaterThan(8000);
  });

  it("has floors that look up and ceilings that look down", async () => {
    const up: Record<"floor" | "ceiling", number[]> = { floor: [], ceiling: [] };
    for (const sample of await train(40)) {
      const { labels } = targetOf(sample, "classes");
      for (const [i, label] of labels.entries()) {
        const y = normalAt(sample, i % size.width, Math.floor(i / size.width))[1];
        if (label === 1) up.floor.push(-y);
        if (label === 2) up.ceiling.push(-y);
      }
    }
    // Of the floor, the edges of rugs look aside.
    expect(up.floor.filter((y) => y > 0.9).length / up.floor.length).toBeGreaterThan(0.99);
    expect(Math.max(...up.ceiling)).toBeLessThan(-0.9);
  });

  it("gives the same room for the same seed, split and index, kept or not, in arrays of its own", async () => {
    const first = await dataset.sample("train", 5);
    const copy = structuredClone(first);
    first.image.fill(0);
    targetOf(first, "depth").values.fill(0);
    expect(await dataset.sample("train", 5)).toEqual(copy);
    expect(await rooms({ seed: 3, ...size, train: 6, cacheBytes: 0 }).sample("train", 5)).toEqual(copy);
  });

  it("gives another room for every seed, split and index", async () => {
    const other = rooms({ seed: 4, ...size, train: 40 });
    const all = await Promise.all(
      Array.from({ length: 40 }, (_, i) => [
        dataset.sample("train", i),
        dataset.sample("val", i),
        other.sample("train", i),
      ]).flat(),
    );
    expect(new Set(all.map((sample) => targetOf(sample, "depth").values.join())).size).toBe(120);
    expect(new Set((await train(40)).map(({ name }) => name)).size).toBe(40);
  });

  it("shows the same room at every size", async () => {
    const big = await rooms({ seed: 3, width: 96, height: 72, train: 8 }).sample("train", 7);
    const small = await dataset.sample("train", 7);
    const [fine, coarse] = [targetOf(big, "depth").values, targetOf(small, "depth").values];
    let alike = 0;
    // The centre of a small pixel is the centre of the middle one of 3x3.
    coarse.forEach((metres, i) => {
      const at = (3 * Math.floor(i / 32) + 1) * 96 + 3 * (i % 32) + 1;
      if (Math.abs(fine[at]! - metres) < 1e-5) alike++;
    });
    expect(alike).toBe(32 * 24);
  });

  it("gives the same room on every machine", async () => {
    const sample = await rooms({ seed: 0, width: 8, height: 6 }).sample("val", 0);
    const digits = Array.from(targetOf(sample, "classes").labels, (label) => label.toString(16));
    expect(digits.join("")).toBe("00000000000333000003330a0003330006600a0066600a1a");
    expect(targetOf(sample, "depth").values[20]).toBeCloseTo(3.4749479, 5);
    expect(sample.image[20]).toBeCloseTo(0.8195844, 5);
  });

  it.each([
    [1, 1],
    [7, 1],
    [1, 9],
  ])("works at %d x %d", async (width, height) => {
    const sample = await rooms({ width, height }).sample("train", 0);
    expect([sample.image.length, targetOf(sample, "classes").labels.length]).toEqual([
      3 * width * height,
      width * height,
    ]);
    expect(sample.image.every((value) => value > 0 && value <= 1)).toBe(true);
  });

  it.each([
    [{ width: 0 }, "rooms: expected width to be an integer >= 1; got 0"],
    [{ height: 2.5 }, "rooms: expected height to be an integer >= 1; got 2.5"],
    [{ train: -1 }, "rooms: expected train to be an integer >= 0; got -1"],
    [{ val: Number.NaN }, "rooms: expected val to be an integer >= 0; got NaN"],
    [{ seed: 2 ** 32 }, "rooms: expected seed to be an integer 0..4294967295; got 4294967296"],
    [{ cacheBytes: -5 }, "rooms: expected cacheBytes to be an integer >= 0; got -5"],
  ])("refuses %o", async (options, message) => {
    expect(await refusal(() => rooms(options))).toBe(message);
  });

  it.each([
    ["test", 0, 'rooms: expected a split of train, val; got "test"'],
    ["train", 40, "rooms: expected an index 0..39 of split train; got 40"],
    ["val", -1, "rooms: expected an index 0..39 of split val; got -1"],
  ])("refuses sample %s %d", async (split, index, message) => {
    expect(await refusal(() => dataset.sample(split, index))).toBe(message);
    expect(await refusal(() => rooms({ val: 0 }).sample("val", 0))).toBe(
      "rooms: expected no index, split val is empty; got 0",
    );
  });
});
