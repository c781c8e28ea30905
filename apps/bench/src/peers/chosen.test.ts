import { expect, test } from "vitest";
import { UsageError } from "../usage-error.ts";
import { chosen } from "./chosen.ts";

const all = [{ name: "a" }, { name: "b" }, { name: "c" }];

test("names choose, in the order of all; none chooses all", () => {
  expect(chosen("works", all, undefined)).toEqual(all);
  expect(chosen("works", all, "c, a")).toEqual([{ name: "a" }, { name: "c" }]);
});

test("a name that there is not", () => {
  expect(() => chosen("works", all, "a,d")).toThrow(
    new UsageError("bench peers: expected --works of a, b, c; got d"),
  );
});
