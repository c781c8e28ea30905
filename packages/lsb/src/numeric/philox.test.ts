import { expect, test } from "vitest";
import { philox, uniforms } from "./philox.ts";

const hex = (words: readonly number[]) => words.map((word) => word.toString(16).padStart(8, "0")).join(" ");

// The vectors of Random123, the authors' own library.
test.each([
  [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    "408f276d 41c83b0e a20bc7c6 6d5451fd",
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    "d16cfe09 94fdcceb 5001e420 24126ea1",
  ],
])("Philox of %j and %j", (counter, key, expected) => {
  expect(hex(philox(counter, key))).toBe(expected);
});

test("uniform numbers lie in (0, 1), and have its mean and variance", () => {
  const u = Array.from({ length: 2000 }, (_, draw) => uniforms(3, draw, 5)).flat();
  const mean = u.reduce((sum, value) => sum + value, 0) / u.length;
  const variance = u.reduce((sum, value) => sum + (value - mean) ** 2, 0) / u.length;
  expect(u.every((value) => value > 0 && value < 1)).toBe(true);
  expect(Math.abs(mean - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / u.length));
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / u.length));
  expect(uniforms(3, 1, 3)).toEqual(uniforms(3, 1, 5).slice(0, 3));
  expect(uniforms(4, 1, 3)).not.toEqual(uniforms(3, 1, 3));
});
