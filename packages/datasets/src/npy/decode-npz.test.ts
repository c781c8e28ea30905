import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { decodeNpz } from "./decode-npz.ts";
import { npzOf } from "./npy.fixture.ts";

const { npz } = JSON.parse(readFileSync(new URL("./golden/npy.json", import.meta.url), "utf8")) as {
  npz: Record<"stored" | "packed", string>;
};
const stored = Buffer.from(npz.stored, "base64");
const packed = Buffer.from(npz.packed, "base64");

/** The file with some bytes behind the nth occurrence of a mark replaced. */
function changed(file: Buffer, mark: string, skip: number, at: number, ...bytes: number[]): Buffer {
  const out = Buffer.from(file);
  let place = -1;
  for (let i = 0; i <= skip; i++) place = out.indexOf(Buffer.from(mark, "latin1"), place + 1);
  out.set(bytes, place + at);
  return out;
}

/** Of an entry in the directory at the end of a zip. */
const entry = "PK\x01\x02";
const whole =
  "a.npz: expected a whole npz file; got a truncated or damaged one; copy or export the file again";

describe("decodeNpz", () => {
  it.each([
    ["stored", stored],
    ["packed", packed],
  ])("reads what numpy wrote, %s", async (_, file) => {
    const depth = await decodeNpz("a.npz", file, "depth");
    expect(depth).toEqual({ shape: [2, 3, 4], data: Float32Array.from({ length: 24 }, (_, i) => i) });
    const label = await decodeNpz("a.npz", file, "label");
    expect(label).toEqual({ shape: [2, 3], data: Float64Array.of(0, 1, 2, 3, 4, 5) });
  });

  it("needs no name where there is one array", async () => {
    // The other one under a name that is no array's.
    const one = changed(packed, entry, 1, 46, ...Buffer.from("label.txt"));
    expect((await decodeNpz("a.npz", one)).shape).toEqual([2, 3, 4]);
  });

  it.each([
    ["nothing", Buffer.alloc(0), "depth", whole],
    ["text", Buffer.from("hello"), "depth", whole],
    ["a file that is cut off", packed.subarray(0, packed.length - 30), "depth", whole],
    ["packed bytes that are none", changed(packed, "depth.npy", 0, 40, 255, 255, 255, 255), "depth", whole],
    [
      "a bit that flipped",
      changed(stored, "NUMPY", 0, 130, 1),
      "depth",
      "a.npz, depth.npy: expected bytes of the sum that the file says; got others; copy or export the file again",
    ],
    [
      "a name that is not there",
      packed,
      "normal",
      "a.npz: expected an array normal; got depth, label; name the one that is meant by its key",
    ],
    [
      "no name where there are two arrays",
      packed,
      undefined,
      "a.npz: expected one array, or the name of one of them; got depth, label; name the one that is meant by its key",
    ],
    [
      "four gigabytes in three hundred",
      changed(packed, entry, 0, 24, 255, 255, 255, 254),
      "depth",
      "a.npz, depth.npy: expected at most 268435456 bytes, and 1032 for each one that they are packed in; got 4278190079 bytes in SIZE; save the array again with numpy.savez",
    ],
    [
      "more files than anybody packs",
      npzOf(Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [i, new Uint8Array(1)]))),
      "depth",
      "a.npz: expected at most 10000 arrays; got 10001; save fewer in a file",
    ],
    ["more bytes than it says", changed(packed, entry, 0, 24, 8, 0, 0, 0), "depth", whole],
  ])("refuses %s", async (_, file, name, message) => {
    const said = await refusal(() => decodeNpz("a.npz", file, name));
    expect(said.replace(/bytes in \d+;/, "bytes in SIZE;")).toBe(message);
  });
});
