import { expect, it } from "vitest";
import { grey, grey16, pixels, png } from "../folder/folder.fixture.ts";
import { expectGuess, floats, type Guess, passedOver } from "./guess.fixture.ts";

const many = (i: number) => (i * 11) % 256;
const triples = (values: readonly number[]) => (i: number) => values[i % 3]!;

const guesses: readonly Guess[] = [
  [
    "edges",
    "edge-maps/a.png",
    png(grey(many)),
    { kind: "edges", scale: "1/255" },
    /edges, 0\.\.253 as 0\.\.1/,
  ],
  ["a heat map", "heat/a.npy", floats((i) => i - 3.5), { kind: "heatmap" }, /a heat map/],
  [
    "many channels",
    "joints/a.npy",
    floats((i) => i, [5, 4, 6]),
    { kind: "heatmap", channels: 5, layout: "CHW" },
    /5 numbers a pixel/,
  ],
  [
    "normals that face away",
    "geo/a.png",
    png(grey(triples([128, 204, 230]), 3 * pixels), 3),
    { kind: "normals", scale: [1, -1, -1] },
    /y up, z backward/,
  ],
  [
    "normals in 16 bits",
    "geo/a.png",
    png(grey16(triples([32768, 52429, 6553]), 3 * pixels), 3),
    { kind: "normals" },
    /100 % of the triples/,
  ],
  [
    "normals in an array",
    "geo/a.npy",
    floats((i) => [0, 0.6, -0.8][Math.floor(i / pixels)]!, [3, 4, 6]),
    { kind: "normals", layout: "CHW" },
    /unit length/,
  ],
  [
    "more pictures, in arrays of floats up to 255",
    "clean/a.npy",
    floats((i) => i * 3.5, [3, 4, 6]),
    { kind: "rgb", layout: "CHW", scale: "1/255" },
    /a second kind of pictures/,
  ],
  [
    "more pictures",
    "albedo/a.png",
    png(grey(many, 3 * pixels), 3),
    { kind: "rgb" },
    /a second kind of pictures/,
  ],
];

it.each(guesses)("%s", async (...guess) => expectGuess(guess));

it.each([
  [
    floats((i) => i / 30),
    'could be several things; write what it is under tasks, such as { "kind": "heatmap" }, "edges" or "inverse-depth"',
  ],
  [floats((i) => i, [4, 6, 2]), "is nothing that a task can have"],
])("what cannot be told is said", async (content, why) => {
  expect(await passedOver("thing/a.npy", content)).toContain(`${why}; passed over`);
});
