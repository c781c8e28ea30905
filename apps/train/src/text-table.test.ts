import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

test("columns are as wide as their widest cell, and nothing trails", () => {
  expect(textTable([["a", "1"], ["long", "", "x"], ["b"]])).toEqual(["a     1", "long     x", "b"]);
  expect(textTable([])).toEqual([]);
});

test("numbers stand to the right, their names to the left", () => {
  expect(
    textTable(
      [
        ["a", "1"],
        ["long", "100"],
      ],
      { numbers: true },
    ),
  ).toEqual(["a       1", "long  100"]);
});
