import { expect, test } from "vitest";
import { works } from "./works.ts";

const amounts = Object.fromEntries(works.map(({ name, flops, bytes }) => [name, flops ?? bytes]));

test("works have names of their own, and amounts that can be counted by hand", () => {
  expect(amounts).toEqual({
    "matmul-512": 268_435_456,
    "matmul-1024": 2_147_483_648,
    // 4 images of 64x64 pixels, 32 to 32 channels, nine taps, two operations each.
    "conv-32": 301_989_888,
    "conv-32-dx": 301_989_888,
    "conv-32-dweight": 301_989_888,
    "conv-13": 122_683_392,
    "conv-13-dx": 122_683_392,
    "conv-13-dweight": 122_683_392,
    // Two products of the first convolution, three of the others: 2 · 28,311,552 + 3 · (75,497,472 + 122,683,392).
    "train-step": 651_165_696,
    "relu-add": 50_331_648,
    sum: 16_777_216,
    host: undefined,
    "first-step": undefined,
  });
  expect(Object.keys(amounts)).toHaveLength(works.length);
});

test("steps that differ in what is timed alone have the same inputs", () => {
  const steps = works.filter(({ kind }) => kind === "train step");
  expect(steps.map(({ clock }) => clock)).toEqual(["steady", "host", "first"]);
  expect(new Set(steps.map(({ inputs }) => inputs)).size).toBe(1);
});
