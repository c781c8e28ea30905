import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
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

const damaged =
  "file: expected a whole MAT-file; got a truncated or damaged one; copy or download the file again";

/** Pieces of a little-endian file. */
const element = (type: number, bytes: Buffer) => {
  const tag = Buffer.alloc(8);
  tag.writeUInt32LE(type, 0);
  tag.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([tag, bytes, Buffer.alloc((8 - (bytes.length % 8)) % 8)]);
};
const floats = (...values: number[]) => Buffer.from(Float64Array.from(values).buffer);
const integers = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
const matrix = (kind: number, shape: readonly number[], content: Buffer) =>
  element(
    14,
    Buffer.concat([
      element(6, integers(kind, 0)),
      element(5, integers(...shape)),
      element(1, Buffer.from("x")),
      content,
    ]),
  );
const file = (content: Buffer) => Buffer.concat([golden("plain").subarray(0, 128), content]);

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

  it("reads cells in cells, but not without end", async () => {
    const nested = (depth: number): Buffer =>
      depth === 0 ? matrix(6, [1, 1], element(9, floats(7))) : matrix(1, [1, 1], nested(depth - 1));
    const innermost = (depth: number) => {
      let value = readMat5("file", file(nested(depth))).get("x");
      while (value?.kind === "cells") value = value.cells[0];
      return value;
    };
    expect(innermost(8)).toEqual(numbers([1, 1], 7));
    expect(await refusal(() => innermost(9))).toBe(damaged);
  });

  it("refuses compressed elements in compressed ones, and arrays that do not hold what their shape says", async () => {
    const sound = matrix(6, [1, 2], element(9, floats(1, 2)));
    // Which alone are not filled up to eight bytes.
    const packed = (bytes: Buffer) =>
      element(15, deflateSync(bytes)).subarray(0, 8 + deflateSync(bytes).length);
    expect(readMat5("file", file(packed(sound))).get("x")).toEqual(numbers([1, 2], 1, 2));
    expect(await refusal(() => readMat5("file", file(packed(packed(sound)))))).toBe(damaged);
    const short = matrix(6, [1, 3], element(9, floats(1, 2)));
    expect(await refusal(() => readMat5("file", file(short)))).toBe(damaged);
    const oneCell = matrix(1, [1, 2], sound);
    expect(await refusal(() => readMat5("file", file(oneCell)))).toBe(damaged);
  });

  const version73 = Buffer.from(golden("plain"));
  version73[125] = 2;
  const tooLarge = Buffer.concat([golden("plain"), Buffer.alloc(4 * 2 ** 20)]);
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
    [
      "a large file",
      tooLarge,
      `file: expected at most 4194304 bytes; got ${tooLarge.length}; take the original file, which is smaller`,
    ],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusal(() => readMat5("file", bytes))).toBe(message);
  });
});
