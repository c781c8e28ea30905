import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { decodeNpy } from "./decode-npy.ts";
import { npy } from "./npy.fixture.ts";

interface Case {
  name: string;
  file: string;
  shape: number[];
  values: (number | string)[];
}

const { npy: golden } = JSON.parse(readFileSync(new URL("./golden/npy.json", import.meta.url), "utf8")) as {
  npy: Case[];
};
const fileOf = (name: string) => Buffer.from(golden.find((each) => each.name === name)!.file, "base64");

const header = (descr: string, shape: string) =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;

describe("decodeNpy", () => {
  it.each(golden)("reads what numpy wrote: $name", ({ file, shape, values }) => {
    const array = decodeNpy("a.npy", Buffer.from(file, "base64"));
    expect(array.shape).toEqual(shape);
    expect([...array.data]).toEqual(
      values.map((value) =>
        value === "nan" ? Number.NaN : Number(value.toString().replace("inf", "Infinity")),
      ),
    );
  });

  it("reads a file that lies anywhere in memory, and shares none with it", () => {
    const file = fileOf("<f8, C order");
    for (let shift = 0; shift < 8; shift++) {
      const memory = new Uint8Array(file.length + 8);
      memory.set(file, shift);
      const { data } = decodeNpy("a.npy", memory.subarray(shift, shift + file.length));
      memory.fill(0);
      expect(data[0]).toBe(0.1);
    }
  });

  it("reads what other programs write: other quotes and orders, and the long integers of Python 2", () => {
    const other = `{"shape": (2L,3L),"fortran_order":True , 'descr': '|u1'}`;
    expect(decodeNpy("a.npy", npy(other, 6)).shape).toEqual([2, 3]);
    expect(decodeNpy("a.npy", npy(header("'<i2'", "()"), 2)).data).toEqual(Int16Array.of(0));
  });

  const notPlain =
    "a.npy, header: expected descr, fortran_order and shape of an array of plain numbers; got ";
  const save = "; save it again with numpy.save, as an array of numbers";
  it.each([
    [
      "nothing",
      Buffer.alloc(0),
      "a.npy: expected an npy file; got 0 bytes of something else; save the array with numpy.save, or copy the file again",
    ],
    [
      "text",
      Buffer.from("hello world"),
      "a.npy: expected an npy file; got 11 bytes of something else; save the array with numpy.save, or copy the file again",
    ],
    [
      "only the magic",
      fileOf("version 1").subarray(0, 6),
      "a.npy, header: expected version 1, 2 or 3; got the end of the file; save the array again with numpy.save",
    ],
    [
      "a later version",
      Buffer.from([0x93, ...Buffer.from("NUMPY"), 4, 0, 0, 0]),
      "a.npy, header: expected version 1, 2 or 3; got 4; save the array again with numpy.save",
    ],
    [
      "an end before the header's length",
      fileOf("version 2").subarray(0, 11),
      "a.npy, header: expected a whole one of at most 10000 bytes; got the end of the file; copy or export the file again",
    ],
    [
      "an end in the header",
      fileOf("version 1").subarray(0, 50),
      "a.npy, header: expected a whole one of at most 10000 bytes; got one of 118 bytes in a file of 50; copy or export the file again",
    ],
    [
      "a header of four gigabytes",
      Buffer.from([0x93, ...Buffer.from("NUMPY"), 2, 0, 255, 255, 255, 255]),
      "a.npy, header: expected a whole one of at most 10000 bytes; got one of 4294967295 bytes in a file of 12; copy or export the file again",
    ],
    ["no dictionary", npy("[1, 2]"), `${notPlain}"[1, 2]"${save}`],
    ["an empty dictionary", npy("{}"), `${notPlain}"{}"${save}`],
    ["a dictionary with no end", npy("{'descr': '<f4'"), `${notPlain}"{'descr': '<f4'"${save}`],
    [
      "a field too many",
      npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 'y'}", 4),
      `${notPlain}"{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 'y'}"${save}`,
    ],
    [
      "a shape of less than nothing",
      npy(header("'<f4'", "(-1,)")),
      `${notPlain}"{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }"${save}`,
    ],
    [
      "a shape with a hole",
      npy(header("'<f4'", "(1,,2)"), 8),
      `${notPlain}"{'descr': '<f4', 'fortran_order': False, 'shape': (1,,2), }"${save}`,
    ],
    [
      "records",
      npy(header("[('x', '<f4')]", "(1,)"), 4),
      `${notPlain}"{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }"${save}`,
    ],
    [
      "objects, which are programs",
      npy(header("'|O'", "(1,)"), 8),
      'a.npy, header: expected booleans, integers or floats of up to 64 bits; got "|O"; convert the array, for example with .astype("float32"), and save it again',
    ],
    [
      "complex numbers",
      npy(header("'<c8'", "(1,)"), 8),
      'a.npy, header: expected booleans, integers or floats of up to 64 bits; got "<c8"; convert the array, for example with .astype("float32"), and save it again',
    ],
    [
      "too few numbers",
      fileOf("version 1").subarray(0, 150),
      "a.npy: expected 24 bytes of <f4 in the shape (2, 3); got 22; copy or export the file again",
    ],
    [
      "too many numbers",
      npy(header("'<f4'", "(2, 3)"), 25),
      "a.npy: expected 24 bytes of <f4 in the shape (2, 3); got 25; copy or export the file again",
    ],
    [
      "a shape beyond all memory",
      npy(header("'<f8'", "(4000000000, 4000000000)"), 8),
      "a.npy: expected 128000000000000000000 bytes of <f8 in the shape (4000000000, 4000000000); got 8; copy or export the file again",
    ],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusal(() => decodeNpy("a.npy", bytes))).toBe(message);
  });

  it("takes no time over a header that is nearly right", async () => {
    const start = performance.now();
    for (const tricky of [`(${"1".repeat(9000)}!)`, `(${"1,".repeat(4500)}!)`, `(${" ".repeat(9000)}!)`])
      expect(await refusal(() => decodeNpy("a.npy", npy(header("'<f4'", tricky))))).toContain(
        "plain numbers",
      );
    expect(await refusal(() => decodeNpy("a.npy", npy(`{${"'a':'b',".repeat(1200)}`)))).toContain(
      "plain numbers",
    );
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
