import { expect, test } from "vitest";
import { Confusion, classIous } from "./confusion.ts";

test("counts which classes are taken for which, and those that get none", () => {
  const confusion = new Confusion(2);
  for (const [truth, predicted] of [
    [0, 0],
    [0, 1],
    [1, 1],
    [1, 1],
    [1, 255],
  ] as const)
    confusion.add(truth, predicted);
  expect(confusion.rows()).toEqual([
    [1, 1, 0],
    [0, 2, 1],
  ]);
  expect(classIous(confusion.rows())).toEqual([1 / 2, 2 / 4]);
});

test("a class that nobody has seen has no IoU, one that is only predicted an IoU of 0", () => {
  const rows = [
    [3, 0, 1, 0],
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  expect(classIous(rows)).toEqual([3 / 4, null, 0]);
});
