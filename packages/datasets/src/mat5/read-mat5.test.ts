import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { readMat5 } from "./read-mat5.ts";

const golden = (name: string) => readFileSync(new URL(`golden/${name}.mat`, import.meta.url));
const numbers = (shape: number[], ...values: number[]) => ({
  kind: "numbers",
  shape,
  numbers: Float64Array.from(values),
});
const text = (value: string) => ({ kind: "text", text: value });

describe("readMat5", () => {
  it.each(["plain", "compressed"])("reads every variable of the %s file", (name) => {
    expect(Object.fromEntries(readMat5("file", golden(name)))).toEqual({
      trainNdxs: numbers([3, 1], 3, 1, 6),
      mapClass: numbers([1, 60], ...Array.from({ length: 60 }, (_, i) => (i % 40) + 1)),
      className: { kind: "cells", shape: [1, 3], cells: [text("wall"), text("floor mat"), text("tür")] },
      matrix: numbers([2, 3], 0, 3, 1, 4, 2, 5),
      small: numbers([1, 1], -5),
      wide: numbers([1, 2], 2 ** 40, -(2 ** 40)),
      single: numbers([1, 2], 1.5, -0.25),
      empty: numbers([0, 0]),
      text: text("héllo €"),
      struct: { kind: "other" },
    });
  });

  it("reads what a big-endian machine wrote", () => {
    expect(Object.fromEntries(readMat5("file", golden("big-endian")))).toEqual({
      abc: numbers([2, 2], 1, 2, 3, -4),
    });
  });

  const version73 = Buffer.from(golden("plain"));
  version73[125] = 2;
  const tooLarge = Buffer.concat([golden("plain"), Buffer.alloc(4 * 2 ** 20)]);
  const damaged =
    "file: expected a whole MAT-file; got a truncated or damaged one; copy or download the file again";
  it.each([
    ["a cut file", golden("plain").subarray(0, 300), damaged],
    ["a file whose compressed part is cut", golden("compressed").subarray(0, 300), damaged],
    [
      "a file of version 7.3",
      version73,
      "file: expected a MAT-file of version 5; got one of version 7.3; take the original file, or save it again with save -v7",
    ],
    [
      "another file",
      Buffer.from("hello"),
      "file: expected a MAT-file of version 5; got 5 bytes of something else; take the original file, or save it again with save -v7",
    ],
    ["a large file", tooLarge, `file: expected at most 4194304 bytes; got ${tooLarge.length}`],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusal(() => readMat5("file", bytes))).toBe(message);
  });
});
