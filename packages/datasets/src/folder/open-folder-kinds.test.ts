import { describe, expect, it } from "vitest";
import { npyOf, npzOf } from "../npy/npy.fixture.ts";
import type { Target } from "../sample.ts";
import { folderOf, grey, grey16, picture, pixels, png } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

/** The target of a task whose one file is `content`. */
async function targetFrom(spec: Record<string, unknown>, content: Uint8Array): Promise<Target> {
  const { format = "png" } = spec;
  const tasks = { it: { folder: "map", format, ...spec } };
  const dir = await folderOf({ tasks }, { "image/a.png": picture(), [`map/a.${format}`]: content });
  return (await (await openFolder(dir)).sample("train", 0)).targets["it"]!;
}

/** Values and mask of a pixel, in all its channels. */
function at(target: Target, i: number): { values: number[]; mask: number | undefined } {
  if (target.kind === "classes") throw new Error("expected a dense target");
  const channels = target.values.length / pixels;
  return {
    values: Array.from({ length: channels }, (_, c) => target.values[c * pixels + i]!),
    mask: target.mask[i],
  };
}

const known = (...values: number[]) => ({ values: values.map(Math.fround), mask: 1 });
const unknown = (channels = 1) => ({ values: new Array(channels).fill(0), mask: 0 });
const floats = (value: (i: number) => number, count = pixels) =>
  Float32Array.from({ length: count }, (_, i) => value(i));

describe("numbers of a task", () => {
  it("are scaled, shifted and marked invalid, in PNGs and arrays alike", async () => {
    const spec = { kind: "depth", scale: "1/8", offset: 0.5, invalid: [0, 7] };
    const values = [16, 0, 7, 100];
    for (const target of [
      await targetFrom(spec, png(grey16((i) => values[i % 4]!))),
      await targetFrom(
        { ...spec, format: "npy" },
        npyOf(
          grey16((i) => values[i % 4]!),
          [4, 6],
        ),
      ),
      await targetFrom(
        { ...spec, format: "npy" },
        npyOf(
          floats((i) => values[i % 4]!),
          [4, 6],
        ),
      ),
      await targetFrom(
        { ...spec, format: "npy" },
        npyOf(
          BigInt64Array.from({ length: pixels }, (_, i) => BigInt(values[i % 4]!)),
          [4, 6, 1],
        ),
      ),
      await targetFrom(
        { ...spec, format: "npz" },
        npzOf({
          depth: npyOf(
            floats((i) => values[i % 4]!),
            [4, 6],
          ),
        }),
      ),
    ]) {
      expect(target.kind).toBe("depth");
      expect([0, 1, 2, 3].map((i) => at(target, i))).toEqual([known(2.5), unknown(), unknown(), known(13)]);
    }
  });

  it("that are not finite are unknown, said or not", async () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3];
    for (const invalid of [[], "NaN", ["NaN", -1]]) {
      const spec = { kind: "depth", format: "npy", invalid };
      const target = await targetFrom(
        spec,
        npyOf(
          floats((i) => values[i % 4]!),
          [4, 6],
        ),
      );
      expect([0, 1, 2, 3].map((i) => at(target, i))).toEqual([unknown(), unknown(), unknown(), known(3)]);
    }
  });

  it("are taken from where the manifest says that an array has its channels", async () => {
    const spec = { kind: "heatmap", format: "npy", channels: 2, invalid: [5] };
    const before = floats((i) => i, 2 * pixels);
    const target = await targetFrom({ ...spec, layout: "CHW" }, npyOf(before, [2, 4, 6]));
    // A pixel is known where both of its channels are.
    expect([0, 5].map((i) => at(target, i))).toEqual([known(0, 24), unknown(2)]);
    const behind = await targetFrom(spec, npyOf(before, [4, 6, 2]));
    expect([1, 2].map((i) => at(behind, i))).toEqual([known(2, 3), unknown(2)]);
  });

  it("are taken from the array of a name", async () => {
    const file = npzOf({
      far: npyOf(
        floats(() => 9),
        [4, 6],
      ),
      near: npyOf(
        floats(() => 2),
        [4, 6],
      ),
    });
    expect(at(await targetFrom({ kind: "depth", format: "npz", key: "near" }, file), 0)).toEqual(known(2));
  });
});

describe("kinds of tasks", () => {
  it("inverse depth: 8 or 16 bits of disparity, and 0 where nothing says that it is invalid", async () => {
    const spec = { kind: "inverse-depth", scale: "1/4" };
    expect(at(await targetFrom(spec, png(grey((i) => 8 * i))), 2)).toEqual(known(4));
    const wide = png(grey16((i) => 800 * i));
    expect(at(await targetFrom(spec, wide), 0)).toEqual(unknown());
    expect(at(await targetFrom({ ...spec, invalid: [] }, wide), 0)).toEqual(known(0));
    expect(at(await targetFrom(spec, wide), 2)).toEqual(known(400));
  });

  it("masks: inside above the threshold, unknown where it is invalid", async () => {
    const stored = png(grey((i) => [0, 1, 2, 255][i % 4]!));
    const first = async (spec: Record<string, unknown>) => {
      const target = await targetFrom({ kind: "mask", ...spec }, stored);
      return [0, 1, 2, 3].map((i) => at(target, i));
    };
    expect(await first({})).toEqual([known(0), known(1), known(1), known(1)]);
    expect(await first({ threshold: 1, invalid: 255 })).toEqual([known(0), known(0), known(1), unknown()]);
  });

  it("heat maps: any numbers", async () => {
    const target = await targetFrom(
      { kind: "heatmap", format: "npy" },
      npyOf(
        floats((i) => i - 3),
        [4, 6],
      ),
    );
    expect([0, 3, 5].map((i) => at(target, i))).toEqual([known(-3), known(0), known(2)]);
  });

  it("edges: 0..1", async () => {
    const target = await targetFrom(
      { kind: "edges", scale: "1/255" },
      png(grey((i) => [0, 51, 255][i % 3]!)),
    );
    expect([0, 1, 2].map((i) => at(target, i))).toEqual([known(0), known(0.2), known(1)]);
    const wide = await targetFrom({ kind: "edges", scale: "1/65535" }, png(grey16(() => 65535)));
    expect(at(wide, 0)).toEqual(known(1));
  });

  it("normals: of 8 and of 16 bits, and of arrays, each axis by a scale of its own", async () => {
    const axis = (i: number) => [0, 0, -1][i % 3]!;
    const sixteen = await targetFrom(
      { kind: "normals" },
      png(
        grey16((i) => (axis(i) < 0 ? 1 : 32768), 3 * pixels),
        3,
      ),
    );
    expect(at(sixteen, 0).values[2]).toBeCloseTo(-1, 6);
    // Nothing said of the offset, the middle is 0 by whatever scale.
    const backward = await targetFrom(
      { kind: "normals", scale: [1, -1, -2] },
      png(
        grey((i) => [128, 188, 168][i % 3]!, 3 * pixels),
        3,
      ),
    );
    const length = Math.hypot(0.5, 60.5, 81);
    expect(at(backward, 0)).toEqual(known(0.5 / length, -60.5 / length, -81 / length));
    const array = npyOf(
      floats((i) => (i < 3 ? 0 : 4 * axis(i) + (i < 6 ? Number.NaN : 0)), 3 * pixels),
      [4, 6, 3],
    );
    const target = await targetFrom({ kind: "normals", format: "npy" }, array);
    expect([0, 1, 2].map((i) => at(target, i))).toEqual([unknown(3), unknown(3), known(0, 0, -1)]);
    const turned = await targetFrom(
      { kind: "normals", format: "npy", scale: [1, -1, -1], offset: [3, 0, 0] },
      array,
    );
    expect(at(turned, 2)).toEqual(known(0.6, 0, 0.8));
    const several = {
      kind: "normals",
      format: "npy",
      invalid: [
        [9, 9, 9],
        [0, 0, -4],
      ],
    };
    expect(at(await targetFrom(several, array), 2)).toEqual(unknown(3));
  });

  it("rgb: pictures in every format", async () => {
    const stored = grey((i) => [255, 51, 0][i % 3]!, 3 * pixels);
    const colour = known(1, 0.2, 0);
    const spec = { kind: "rgb" };
    expect(at(await targetFrom(spec, png(stored, 3)), 0)).toEqual(colour);
    expect(at(await targetFrom({ ...spec, format: "npy" }, npyOf(stored, [4, 6, 3])), 0)).toEqual(colour);
    const halves = Float32Array.from(stored, (byte) => (byte === 0 ? Number.NaN : byte / 255));
    expect(at(await targetFrom({ ...spec, format: "npy" }, npyOf(halves, [4, 6, 3])), 0)).toEqual(unknown(3));
  });

  it("classes: remapped, in 16 bits, in arrays with several values for none", async () => {
    const classes = ["wall", "floor"];
    const labels = async (spec: Record<string, unknown>, content: Uint8Array) => {
      const target = await targetFrom({ kind: "classes", classes, ...spec }, content);
      return target.kind === "classes" ? [...target.labels.slice(0, 4)] : [];
    };
    const raw = [700, 8, 11, 255];
    const remap = { 700: 1, 8: 0, 11: null };
    expect(await labels({ remap }, png(grey16((i) => raw[i % 4]!)))).toEqual([1, 0, 255, 255]);
    expect(await labels({ remap: { 700: 1 }, others: "ignore" }, png(grey16((i) => raw[i % 4]!)))).toEqual([
      1, 255, 255, 255,
    ]);
    const negative = Int32Array.from({ length: pixels }, (_, i) => [-1, 0, 1, -2][i % 4]!);
    expect(await labels({ format: "npy", ignore: [-1, -2] }, npyOf(negative, [4, 6]))).toEqual([
      255, 0, 1, 255,
    ]);
    const many = Array.from({ length: 900 }, (_, i) => `class ${i}`);
    const wide = [899, 255, 65535, 0];
    expect(await labels({ classes: many }, png(grey16((i) => wide[i % 4]!)))).toEqual(wide);
    const numbers = floats((i) => [Number.NaN, 0, 1, -1][i % 4]!);
    expect(await labels({ format: "npy", ignore: -1 }, npyOf(numbers, [4, 6]))).toEqual([255, 0, 1, 255]);
  });
});
