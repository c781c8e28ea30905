import { expect, test } from "vitest";
import { match } from "./match.ts";

const label = (op: string, pass: string, call = "1M") => ({ op, pass, case: call, dtype: "f32" }) as const;

test("revisions are compared by name, wherever their selections stand", () => {
  const here = [[label("new", "forward")], [label("sum", "forward"), label("sum", "dx")]];
  const there = [[label("sum", "dx"), label("sum", "forward")], [label("old", "forward")]];
  expect(match(here, there)).toEqual([
    {
      here: 1,
      there: 0,
      rows: [
        { label: label("sum", "forward"), here: 0, there: 1, selection: 0 },
        { label: label("sum", "dx"), here: 1, there: 0, selection: 0 },
      ],
    },
  ]);
});

test("another call, or half precision, is other work", () => {
  expect(match([[label("sum", "dx")]], [[label("sum", "dx", "4M")]])).toEqual([]);
  expect(match([[label("sum", "dx")]], [[{ ...label("sum", "dx"), dtype: "f16" }]])).toEqual([]);
});
