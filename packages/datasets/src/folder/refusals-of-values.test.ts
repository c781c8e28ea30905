import { describe, expect, it } from "vitest";
import { npyOf, npzOf } from "../npy/npy.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { folderOf, grey, picture, pixels, png } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

const floats = (value: (i: number) => number, count = pixels) =>
  Float32Array.from({ length: count }, (_, i) => value(i));
const npy = (value: (i: number) => number) => npyOf(floats(value), [4, 6]);

type Refused = [what: string, spec: Record<string, unknown>, content: Uint8Array, message: string];

const cure = "correct it, or scale, offset and invalid of tasks.it";

const refused: Refused[] = [
  [
    "a depth below nothing",
    { kind: "depth", format: "npy" },
    npy((i) => (i === 8 ? -1 : 2)),
    `MAP, row 1, column 2: expected a depth above 0 metres; got -1; ${cure}`,
  ],
  [
    "an inverse depth below nothing",
    { kind: "inverse-depth", format: "npy" },
    npy(() => -0.5),
    `MAP, row 0, column 0: expected an inverse depth of at least 0; got -0.5; ${cure}`,
  ],
  [
    "edges beyond 1, for want of a scale",
    { kind: "edges", scale: 1 },
    png(grey((i) => (i === 1 ? 255 : 0))),
    `MAP, row 0, column 1: expected a number 0..1; got 255; ${cure}`,
  ],
  [
    "a number beyond 32 bits",
    { kind: "heatmap", format: "npy", channels: 2 },
    npyOf(
      Float64Array.from({ length: 2 * pixels }, (_, i) => (i === 3 ? 1e300 : 0)),
      [4, 6, 2],
    ),
    `MAP, row 0, column 1: expected a number of 32 bits; got Infinity; ${cure}`,
  ],
  [
    "colours that want a scale",
    { kind: "rgb", format: "npy" },
    npyOf(
      floats((i) => (i === 20 ? 255 : 0), 3 * pixels),
      [4, 6, 3],
    ),
    'MAP, row 1, column 0: expected colours 0..1; got 255; say a scale in tasks.it, such as "1/255"',
  ],
  [
    "half a class",
    { kind: "classes", classes: ["a", "b"], format: "npy" },
    npy((i) => (i === 2 ? 0.5 : 0)),
    "MAP, row 0, column 2: expected a class 0..1 or 255 (ignore); got 0.5; correct the label, or list its class under tasks.it.classes",
  ],
  [
    "a value that is not remapped",
    { kind: "classes", classes: ["a", "b"], remap: { 7: 0 }, ignore: [] },
    png(grey((i) => (i === 6 ? 8 : 7))),
    "MAP, row 1, column 0: expected a value of tasks.it.remap; got 8; correct the label, or list its class under tasks.it.remap",
  ],
  [
    "an array of another size",
    { kind: "mask", format: "npy" },
    npyOf(
      floats(() => 0),
      [6, 4],
    ),
    'MAP: expected 6x4 pixels, the size in dataset.json; got 4x6; export every file at one size, and say that size in dataset.json; or say "resize" there instead of "size"',
  ],
  [
    "an array of other dimensions",
    { kind: "normals", format: "npy" },
    npyOf(
      floats(() => 0, 3 * pixels),
      [3, 4, 6],
    ),
    "MAP: expected the shape (height, width, 3); got (3, 4, 6); save the array in that shape, or say how it lies (layout, channels)",
  ],
  [
    "an archive of several arrays",
    { kind: "mask", format: "npz" },
    npzOf({ a: npy(() => 0), b: npy(() => 0) }),
    "MAP: expected one array, or the name of one of them; got a, b; name the one that is meant by its key",
  ],
  [
    "colours for edges",
    { kind: "edges", scale: 1 },
    picture(),
    "MAP: expected a grey PNG of 8 or 16 bits; got 8-bit RGB; store numbers, not colours, in one channel",
  ],
];

describe("values that cannot be meant are refused with their place and what to do", () => {
  it.each(refused)("%s", async (_, spec, content, message) => {
    const { format = "png" } = spec;
    const tasks = { it: { folder: "map", format, ...spec } };
    const dir = await folderOf({ tasks }, { "image/a.png": picture(), [`map/a.${format}`]: content });
    const said = await refusal(async () => (await openFolder(dir)).sample("train", 0));
    expect(said.replace(`${dir}/map/a.${format}`, "MAP")).toBe(message);
  });
});
