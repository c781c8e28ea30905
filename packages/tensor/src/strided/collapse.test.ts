import { expect, test } from "vitest";
import { broadcastStrides, collapse } from "./collapse.ts";

const walk = (target: number[], ...shapes: number[][]) =>
  collapse("op", { extents: target, strides: shapes.map((shape) => broadcastStrides(shape, target)) });

test("a channel's value over images is a walk along three axes", () => {
  expect(walk([2, 3, 4, 5], [2, 3, 4, 5], [3, 1, 1])).toEqual({
    extents: [2, 3, 20],
    strides: [
      [60, 20, 1],
      [0, 1, 0],
    ],
  });
});

test("a scalar, and equal shapes, are a walk along one", () => {
  expect(walk([2, 3, 4], [], [2, 3, 4])).toEqual({ extents: [24], strides: [[0], [1]] });
});

test("axes of one element go, and one axis is left", () => {
  expect(walk([1, 3, 1, 2], [3, 1, 2])).toEqual({ extents: [6], strides: [[1]] });
  expect(walk([1, 1], [1])).toEqual({ extents: [1], strides: [[0]] });
  expect(walk([], [])).toEqual({ extents: [1], strides: [[0]] });
});

test("eight axes that cannot be merged are a walk, nine are none", () => {
  const alternating = (rank: number) => Array.from({ length: rank }, (_, axis) => (axis % 2 ? 2 : 1));
  expect(walk([2, 2, 2, 2, 2, 2, 2, 2], alternating(8)).extents).toHaveLength(8);
  expect(() => walk([2, 2, 2, 2, 2, 2, 2, 2, 2], alternating(9))).toThrow(
    "op: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]",
  );
});
