import { encode } from "fast-png";
import { expect, it } from "vitest";
import { grey, grey16, pixels, png, size } from "../folder/folder.fixture.ts";
import { expectGuess, type Guess, passedOver } from "./guess.fixture.ts";

const cycle = (values: readonly number[]) => (i: number) => values[i % values.length]!;

const palette = [
  [0, 0, 0],
  [255, 0, 0],
  [0, 16, 255],
];

const guesses: readonly Guess[] = [
  [
    "two values",
    "things/a.png",
    png(grey(cycle([40, 90]))),
    { kind: "mask", threshold: 40 },
    /40 and 90 in 1 file: a mask/,
  ],
  [
    "two values that are called labels",
    "labels/a.png",
    png(grey(cycle([0, 1]))),
    { kind: "classes", classes: ["class_0", "class_1"] },
    /2 classes/,
  ],
  [
    "values with gaps",
    "x/a.png",
    png(grey(cycle([7, 11, 26, 255]))),
    {
      kind: "classes",
      ignore: 255,
      remap: { 7: 0, 11: 1, 26: 2 },
      classes: ["class_7", "class_11", "class_26"],
    },
    /renumbered \(remap\)/,
  ],
  [
    "the highest value as a class",
    "labels/a.png",
    png(grey(cycle([253, 254, 255]))),
    {
      kind: "classes",
      ignore: [],
      remap: { 253: 0, 254: 1, 255: 2 },
      classes: ["class_253", "class_254", "class_255"],
    },
    /3 classes, renumbered/,
  ],
  [
    "a palette",
    "x/a.png",
    encode({ ...size, data: grey(cycle([0, 1, 2])), channels: 1, depth: 8, palette }),
    { kind: "classes", classes: ["class_0 (#000000)", "class_1 (#ff0000)", "class_2 (#0010ff)"] },
    /palette PNG of 8 bits/,
  ],
  [
    "labels in 16 bits that are called so",
    "seg/a.png",
    png(grey16(cycle([0, 1, 2, 65535]))),
    { kind: "classes", ignore: 65535, classes: ["class_0", "class_1", "class_2"] },
    /65535 for none/,
  ],
  [
    "few small values in 16 bits",
    "x/a.png",
    png(grey16(cycle([0, 1, 2]))),
    { kind: "classes", classes: ["class_0", "class_1", "class_2"] },
    /3 classes/,
  ],
];

it.each(guesses)("%s", async (...guess) => expectGuess(guess));

it("a mask with soft edges", async () => {
  const large = { width: 40, height: 40 };
  const soft = grey((i) => (i < 800 ? 0 : i < 840 ? (i - 799) * 6 : 255), 1600);
  const fields = { kind: "mask", threshold: 127.5 };
  await expectGuess(["soft", "sky/a.png", png(soft, 1, large), fields, /soft edges/], large);
});

it("labels painted in colours cannot be used", async () => {
  const painted = png(grey(cycle([0, 200]), 3 * pixels), 3);
  expect(await passedOver("labels/a.png", painted)).toContain(
    "labels painted in colours cannot be used; store the index of each class in one channel; passed over",
  );
});
