import { expect, it } from "vitest";
import { grey, grey16, png } from "../folder/folder.fixture.ts";
import { expectGuess, floats, type Guess, passedOver } from "./guess.fixture.ts";

const guesses: readonly Guess[] = [
  [
    "sparse depth",
    "lidar/a.png",
    png(grey16((i) => (i % 6 === 0 ? 3000 + i : 0))),
    { kind: "depth", scale: "1/256" },
    /KITTI/,
  ],
  ["deep depth", "depth/a.png", png(grey16((i) => 30000 + i)), { kind: "depth", scale: "1/5000" }, /TUM/],
  [
    "depth in centimetres",
    "depth/a.png",
    png(grey16((i) => 150 + i)),
    { kind: "depth", scale: 0.01 },
    /centimetres.*1\.62 metres/,
  ],
  [
    "depth without an end",
    "depth/a.png",
    png(grey16((i) => (i === 3 ? 65535 : 3000))),
    { kind: "depth", scale: 0.001, invalid: [0, 65535] },
    /0 and 65535 are unknown/,
  ],
  ["depth in metres", "z/a.npy", floats((i) => 1 + i / 10), { kind: "depth" }, /in metres, I guess/],
  [
    "depth of floats in millimetres",
    "z/a.npy",
    floats((i) => 1000.5 + i),
    { kind: "depth", scale: 0.001 },
    /in millimetres/,
  ],
  [
    "few values in 16 bits that are not called labels",
    "x/a.png",
    png(grey16((i) => [0, 1, 2, 65535][i % 4]!)),
    { kind: "depth", scale: 1, invalid: [0, 65535] },
    /depth/,
  ],
  [
    "disparity",
    "disparity/a.png",
    png(grey16((i) => 256 * i)),
    { kind: "inverse-depth", scale: "1/256" },
    /inverse depth/,
  ],
  ["disparity in arrays", "disp/a.npy", floats((i) => i / 50), { kind: "inverse-depth" }, /inverse depth/],
];

it.each(guesses)("%s", async (...guess) => expectGuess(guess));

it.each([
  [
    "depth/a.png",
    png(grey((i) => (i * 11) % 256)),
    "256 steps are too coarse to train on; export 16 bits, such as millimetres with scale 0.001",
  ],
  ["depth/a.npy", floats((i) => i - 5), "depth below 0 is none"],
])("%s: what cannot be used is said", async (file, content, why) => {
  expect(await passedOver(file, content)).toContain(`${why}; passed over`);
});
