import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { decodeStoredPng } from "./decode-png.ts";

interface Case {
  name: string;
  file: string;
  width: number;
  height: number;
  values: number[];
}

const golden = JSON.parse(readFileSync(new URL("./golden/png.json", import.meta.url), "utf8")) as Case[];
const decode = (bytes: Uint8Array) => decodeStoredPng("a.png", bytes, () => {});

function chunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(content.length);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

function header(width: number, height: number, ...rest: number[]): Buffer {
  const out = Buffer.alloc(13);
  out.writeUInt32BE(width);
  out.writeUInt32BE(height, 4);
  out.set(rest, 8);
  return chunk("IHDR", out);
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const end = chunk("IEND", Buffer.alloc(0));
const grey = [8, 0, 0, 0, 0];
const png = (...chunks: Buffer[]) => Buffer.concat([signature, ...chunks]);
const rows = (...bytes: number[]) => chunk("IDAT", deflateSync(Uint8Array.from(bytes)));
const sound = png(header(2, 2, ...grey), rows(0, 1, 2, 2, 3, 4), end);

describe("decodeStoredPng", () => {
  it.each(golden)("reads what other programs wrote: $name", ({ file, width, height, values }) => {
    const { header, data } = decode(Buffer.from(file, "base64"));
    expect([header.width, header.height]).toEqual([width, height]);
    expect([...data]).toEqual(values);
  });

  it("joins packed pixels that are cut anywhere, and passes over other chunks", () => {
    const packed = deflateSync(Uint8Array.of(0, 1, 2, 2, 3, 4));
    const parts = Array.from(packed, (byte) => chunk("IDAT", Uint8Array.of(byte)));
    const other = chunk("tEXt", Buffer.from("a\0b"));
    expect([...decode(png(header(2, 2, ...grey), other, ...parts, other, end)).data]).toEqual([1, 2, 4, 6]);
    expect([...decode(sound).data]).toEqual([1, 2, 4, 6]);
  });

  it("lets a header be refused before anything else is looked at", async () => {
    const cut = sound.subarray(0, 33);
    const refuse = () => {
      throw new Error("not this one");
    };
    expect(() => decodeStoredPng("a.png", cut, refuse)).toThrow("not this one");
    expect(await refusal(() => decode(cut))).toContain("truncated");
  });

  const whole = "a.png: expected a whole PNG; got a truncated or damaged one; copy or export the file again";
  const noHeader = "a.png: expected a whole PNG; got one without a header; copy or export the file again";
  it.each([
    [
      "nothing",
      Buffer.alloc(0),
      "a.png: expected a PNG; got 0 bytes of something else; export the file as a PNG, or copy it again",
    ],
    [
      "text",
      Buffer.from("hello"),
      "a.png: expected a PNG; got 5 bytes of something else; export the file as a PNG, or copy it again",
    ],
    ["the signature alone", signature, noHeader],
    ["another first chunk", png(end, header(2, 2, ...grey), end), noHeader],
    ["a colour that is none", png(header(2, 2, 8, 5, 0, 0, 0), end), noHeader],
    ["colours of a bit", png(header(2, 2, 1, 2, 0, 0, 0), end), noHeader],
    ["another way to pack", png(header(2, 2, 8, 0, 1, 0, 0), end), noHeader],
    ["another way to filter", png(header(2, 2, 8, 0, 0, 1, 0), end), noHeader],
    ["another way to interlace", png(header(2, 2, 8, 0, 0, 0, 2), end), noHeader],
    ["no end", sound.subarray(0, sound.length - 12), whole],
    ["no pixels", png(header(2, 2, ...grey), end), whole],
    ["too few rows", png(header(2, 2, ...grey), rows(0, 1, 2), end), whole],
    ["half a row", png(header(2, 2, ...grey), rows(0, 1, 2, 0, 1), end), whole],
    ["too many rows", png(header(2, 2, ...grey), rows(0, 1, 2, 0, 1, 2, 0), end), whole],
    ["a filter that is none", png(header(2, 2, ...grey), rows(0, 1, 2, 5, 1, 2), end), whole],
    [
      "a second header",
      png(header(2, 2, ...grey), header(9, 9, ...grey), rows(0, 1, 2, 0, 1, 2), end),
      whole,
    ],
    [
      "no width",
      png(header(0, 2, ...grey), rows(0, 0), end),
      "a.png: expected a picture of 1 to 33554432 pixels; got 0x2; copy or export the file again",
    ],
    [
      "more pixels than there are in a city",
      png(header(4294967295, 4294967295, ...grey), rows(0), end),
      "a.png: expected a picture of 1 to 33554432 pixels; got 4294967295x4294967295; copy or export the file again",
    ],
    ["more pixels than its bytes can hold", png(header(8192, 4096, ...grey), rows(0), end), whole],
  ])("refuses %s", async (_, bytes, message) => {
    expect(await refusal(() => decode(bytes))).toBe(message);
  });

  it("refuses a file with any of its bits flipped", async () => {
    for (let at = 0; at < sound.length; at++) {
      const damaged = Buffer.from(sound);
      damaged[at]! ^= 1 << (at % 8);
      expect(await refusal(() => decode(damaged))).toMatch(/^a\.png: expected /);
    }
  });
});
