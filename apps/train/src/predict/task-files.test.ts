import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeNpy, openFolder, type TaskInfo } from "@equipoise/datasets";
import { decode } from "fast-png";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { classColour } from "../pictures/class-colour.ts";
import { UNKNOWN } from "../pictures/colour.ts";
import { newFolder } from "../testing/command.ts";
import { TaskFiles } from "./task-files.ts";

const { NaN: nan } = Number;
const size = { width: 3, height: 2 };
const classes = ["bed", "wall", "sky"];
const tasks = {
  labels: { name: "labels", kind: "classes", channels: 3, classes },
  many: {
    name: "many",
    kind: "classes",
    channels: 300,
    classes: Array.from({ length: 300 }, (_, i) => `${i}`),
  },
  depth: { name: "depth", kind: "depth", channels: 1 },
  disparity: { name: "disparity", kind: "inverse-depth", channels: 1 },
  normals: { name: "normals", kind: "normals", channels: 3 },
  inside: { name: "inside", kind: "mask", channels: 1 },
  heat: { name: "heat", kind: "heatmap", channels: 2 },
  edges: { name: "edges", kind: "edges", channels: 1 },
  colours: { name: "colours", kind: "rgb", channels: 3 },
} as const satisfies Record<string, TaskInfo>;

// What a network says, rows of [C, W].
const outputs: Readonly<Record<keyof typeof tasks, readonly (readonly number[])[]>> = {
  labels: [
    [9, 0, 0, 1, 3, 2, 0, 1, 5],
    [nan, 0, 8, nan, 7, 0, nan, 1, 1],
  ],
  many: [0, 1].map((y) => Array.from({ length: 900 }, (_, i) => Number(i === 3 * (260 + y) + (i % 3)))),
  depth: [
    [1.2344, 0.0001, 2.5],
    [-1, 65.5, 70],
  ],
  disparity: [
    [0.1, 0, 400],
    [nan, 1, -1],
  ],
  normals: [
    [0, 0, 3, 0, -2, 0, -1, 0, -4],
    [0, nan, 1, 0, 0, 1, 0, -1, -1],
  ],
  inside: [
    [2, -2, nan],
    [-0.1, 0.1, 5],
  ],
  heat: [
    [1, 2, 3, 10, 20, 30],
    [4, 5, 6, 40, 50, 60],
  ],
  edges: [
    [0, 100, -100],
    [1, nan, -1],
  ],
  colours: [
    [0, 0.5, 1, 2, -1, 0, 0.2, 0.4, nan],
    [0, 0, 0, 1, 1, 1, 0, 0, 0],
  ],
};

const folder = newFolder();
const notes: Record<string, string | null> = {};
const bytes = (path: string) => readFileSync(join(folder, path));
const stored = (path: string) => [...decode(bytes(path)).data];

beforeAll(async () => {
  for (const [name, rows] of Object.entries(outputs)) {
    const file = new TaskFiles(folder, "a", tasks[name as keyof typeof tasks], size, name !== "labels");
    rows.forEach((row, y) => void file.add(y, Float32Array.from(row)));
    notes[name] = await file.close();
  }
});

test("each task has a folder, with a PNG, and an array where it is asked for or there is no PNG", () => {
  const files = (name: string) => readdirSync(join(folder, name));
  for (const name of Object.keys(tasks))
    expect(files(name), name).toEqual(
      name === "labels" ? ["a.png"] : ["disparity", "heat"].includes(name) ? ["a.npy"] : ["a.npy", "a.png"],
    );
});

test("labels have the report's colours, and that of unknown pixels beyond", () => {
  const { data, palette } = decode(bytes("labels/a.png"));
  expect([...data]).toEqual([0, 1, 2, 255, 1, 0]);
  expect(palette).toHaveLength(256);
  expect(palette!.slice(0, 4)).toEqual([0, 1, 2].map((i) => [...classColour(i)]).concat([[...UNKNOWN]]));
  const many = decode(bytes("many/a.png"));
  expect([many.depth, many.channels, ...many.data]).toEqual([16, 1, 260, 260, 260, 261, 261, 261]);
});

test("depth is in millimetres, and what is beyond is said", () => {
  const { data, depth } = decode(bytes("depth/a.png"));
  expect([depth, ...data]).toEqual([16, 1234, 1, 2500, 0, 65_500, 65_535]);
  const others = Object.entries(notes).filter(([name]) => name !== "depth");
  expect(notes["depth"]).toBe("depth: 1 pixels beyond 65.535 m are stored as that");
  expect(others.every(([, note]) => note === null)).toBe(true);
});

test("normals, masks, edges and colours are bytes", () => {
  // (0, 0, -1), (0, -1, 0), (0.6, 0, -0.8); no direction, not a number, (1, 1, -1) / √3.
  expect(stored("normals/a.png")).toEqual([
    ...[128, 128, 0, 128, 0, 128, 204, 128, 26],
    ...[0, 0, 0, 0, 0, 0, 201, 201, 54],
  ]);
  expect(stored("inside/a.png")).toEqual([255, 0, 128, 0, 255, 255]);
  expect(stored("edges/a.png")).toEqual([128, 255, 0, 186, 0, 69]);
  expect(stored("colours/a.png")).toEqual([
    0, 255, 51, 128, 0, 102, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0,
  ]);
});

test("arrays hold all that the network says", () => {
  const array = (name: string) => decodeNpy(name, bytes(`${name}/a.npy`));
  expect(array("depth")).toEqual({ shape: [2, 3], data: Float32Array.from(outputs.depth.flat()) });
  expect(array("heat")).toEqual({
    shape: [2, 3, 2],
    data: Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60),
  });
  expect(array("inside").data).toEqual(Float32Array.from(outputs.inside.flat()));
  expect(array("edges").data[0]).toBe(0.5);
  const unit = array("normals");
  expect(unit.shape).toEqual([2, 3, 3]);
  expect([...unit.data.slice(6, 9)].map((value) => value.toFixed(3))).toEqual(["0.600", "0.000", "-0.800"]);
});

test("what is written is read back as targets", async () => {
  mkdirSync(join(folder, "image"));
  const image = sharp({ create: { ...size, channels: 3, background: "red" } });
  await image.png().toFile(join(folder, "image/a.png"));
  const png = (name: string, fields: object) => [name, { folder: name, format: "png", ...fields }];
  const npy = (name: string, fields: object) => [name, { folder: name, format: "npy", ...fields }];
  const manifest = {
    name: "predicted",
    size,
    splits: { val: "." },
    input: { folder: "image", format: "png" },
    tasks: Object.fromEntries([
      png("labels", { kind: "classes", classes }),
      png("depth", { kind: "depth", scale: 0.001 }),
      png("normals", { kind: "normals", encoding: "(v - 127.5) / 127.5, then unit length" }),
      png("inside", { kind: "mask", invalid: 128 }),
      png("edges", { kind: "edges", scale: "1/255" }),
      png("colours", { kind: "rgb" }),
      png("many", { kind: "classes", classes: tasks.many.classes, ignore: 65535 }),
      npy("heat", { kind: "heatmap", channels: 2 }),
      npy("disparity", { kind: "inverse-depth", invalid: -1 }),
    ]),
  };
  writeFileSync(join(folder, "dataset.json"), JSON.stringify(manifest));
  const { targets } = await (await openFolder(folder)).sample("val", 0);
  expect(targets["labels"]).toEqual({ kind: "classes", labels: Uint8Array.of(0, 1, 2, 255, 1, 0) });
  const { depth, normals } = targets;
  if (depth?.kind !== "depth" || normals?.kind !== "normals") throw new Error("expected depth and normals");
  expect([...depth.mask]).toEqual([1, 1, 1, 0, 1, 1]);
  for (const [i, metres] of [1.2344, 0.001, 2.5, 0, 65.5, 65.535].entries())
    expect(Math.abs(depth.values[i]! - metres)).toBeLessThanOrEqual(0.000501);
  expect([...normals.mask]).toEqual([1, 1, 1, 0, 0, 1]);
  const expected = [0, 0, 0.6, 0, 0, 0.577, 0, -1, 0, 0, 0, 0.577, -1, 0, -0.8, 0, 0, -0.577];
  for (const [i, component] of expected.entries())
    expect(Math.abs(normals.values[i]! - component), `${i}`).toBeLessThan(0.006);
  expect(targets["many"]).toEqual({ kind: "classes", labels: Uint16Array.of(260, 260, 260, 261, 261, 261) });
  expect(targets["inside"]).toEqual({
    kind: "mask",
    values: Float32Array.of(1, 0, 0, 0, 1, 1),
    mask: Uint8Array.of(1, 1, 0, 1, 1, 1),
  });
  expect(targets["edges"]).toMatchObject({
    values: Float32Array.from([128, 255, 0, 186, 0, 69], (byte) => byte / 255),
  });
  expect(targets["colours"]).toMatchObject({ kind: "rgb", mask: new Uint8Array(6).fill(1) });
  expect(targets["heat"]).toMatchObject({
    values: Float32Array.from([1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60]),
  });
  expect(targets["disparity"]).toMatchObject({ mask: Uint8Array.of(1, 1, 1, 0, 1, 0) });
});
