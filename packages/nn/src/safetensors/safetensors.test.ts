import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeSafetensors } from "./decode.ts";
import { encodeSafetensors } from "./encode.ts";

const reference = new Uint8Array(
  readFileSync(new URL("../../golden/reference.safetensors", import.meta.url)),
);

/** A file of any header and data. */
function file(header: unknown, dataBytes = 0, headerBytes?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}
const f32 = (shape: unknown, start: unknown, end: unknown) => ({
  dtype: "F32",
  shape,
  data_offsets: [start, end],
});

describe("decodeSafetensors", () => {
  test("reads what the reference implementation wrote", () => {
    const { tensors, metadata } = decodeSafetensors(reference);
    expect(metadata).toEqual({ format: "pt", ünïcode: "naïve ☃" });
    expect(tensors).toEqual({
      "conv.weight": { shape: [2, 3, 2, 1], data: Float32Array.from({ length: 12 }, (_, i) => i / 8) },
      "bn.running_mean": { shape: [2], data: Float32Array.of(-1.5, Infinity) },
      "bn.num_batches_tracked": { shape: [], data: BigInt64Array.of(2n ** 40n) },
      double: { shape: [1, 1], data: Float64Array.of(0.1) },
      labels: { shape: [3], data: Uint8Array.of(0, 7, 255) },
      counts: { shape: [2], data: Int32Array.of(-2, 3) },
      empty: { shape: [0, 3], data: new Float32Array(0) },
    });
  });

  test("reads bytes that lie anywhere in their buffer", () => {
    const shifted = new Uint8Array(reference.length + 3).subarray(3);
    shifted.set(reference);
    expect(decodeSafetensors(shifted)).toEqual(decodeSafetensors(reference));
    // Its slice() shares memory, unlike that of a plain array of bytes.
    expect(decodeSafetensors(Buffer.from(reference))).toEqual(decodeSafetensors(reference));
  });

  test("gives names that objects have from birth like all others", () => {
    const { tensors } = decodeSafetensors(
      file('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    );
    expect(Object.keys(tensors)).toEqual(["__proto__"]);
  });

  test("refuses every truncation of a good file", () => {
    for (let length = 0; length < reference.length; length++)
      expect(() => decodeSafetensors(reference.subarray(0, length))).toThrow(/^safetensors: expected /);
  });

  test("refuses or reads any damaged file, but never fails otherwise", () => {
    const damage = fc.array(fc.tuple(fc.nat(reference.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(damage, (changes) => {
        const bytes = reference.slice();
        for (const [at, value] of changes) bytes[at] = value;
        try {
          decodeSafetensors(bytes);
        } catch (error) {
          expect((error as Error).name).toBe("CheckpointError");
        }
      }),
      { numRuns: 500 },
    );
  });

  const hostile: Record<string, Uint8Array> = {
    "safetensors: expected at least 8 bytes; got 3": new Uint8Array(3),
    "safetensors: expected a header inside the file; got one of 1000 bytes in 10. The file may be truncated":
      file("{}", 0, 1000),
    "safetensors: expected a header in JSON; got another file": file("not JSON"),
    'safetensors: expected texts as metadata; got {"steps":3}': file({ __metadata__: { steps: 3 } }),
    "safetensors: expected tensor w of type F32, F64, I32, U32, I64, U8; got F16": file(
      { w: { dtype: "F16", shape: [2], data_offsets: [0, 4] } },
      4,
    ),
    "safetensors: expected tensor w of type F32, F64, I32, U32, I64, U8; got undefined": file({ w: 3 }),
    "safetensors: expected tensor w of type F32, F64, I32, U32, I64, U8; got toString": file(
      { w: { dtype: "toString", shape: [1], data_offsets: [0, 4] } },
      4,
    ),
    "safetensors: expected a shape for tensor w; got [-1]": file({ w: f32([-1], 0, 4) }, 4),
    "safetensors: expected a shape for tensor w; got [1.5]": file({ w: f32([1.5], 0, 6) }, 6),
    "safetensors: expected two offsets for tensor w; got [0,null]": file({ w: f32([1], 0, null) }, 4),
    "safetensors: expected 8 bytes for tensor w [2]; got 4": file({ w: f32([2], 0, 4) }, 4),
    "safetensors: expected 4 bytes for tensor w [1]; got -4": file({ w: f32([1], 4, 0) }, 4),
    "safetensors: expected tensor b to begin where the one before ends, at 8; got 4": file(
      { a: f32([2], 0, 8), b: f32([2], 4, 12) },
      12,
    ),
    "safetensors: expected tensor b to begin where the one before ends, at 4; got 8": file(
      { a: f32([1], 0, 4), b: f32([1], 8, 12) },
      12,
    ),
    "safetensors: expected 8 bytes of data for tensor w; got 4. The file may be truncated": file(
      { w: f32([2], 0, 8) },
      4,
    ),
    "safetensors: expected 4 bytes of data; got 7": file({ w: f32([1], 0, 4) }, 7),
  };
  for (const [message, bytes] of Object.entries(hostile))
    test(`refuses: ${message}`, () => {
      expect(() => decodeSafetensors(bytes)).toThrow(
        expect.objectContaining({ name: "CheckpointError", message }),
      );
    });

  test("refuses JSON that is no object, and text that is no UTF-8", () => {
    const message = "safetensors: expected a header in JSON; got another file";
    expect(() => decodeSafetensors(file("[]"))).toThrow(message);
    expect(() => decodeSafetensors(file("null"))).toThrow(message);
    expect(() => decodeSafetensors(Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff))).toThrow(message);
  });

  test("refuses sizes that only overflow makes fit", () => {
    const huge = file({ w: f32([2 ** 32, 2 ** 32, 2 ** 32], 0, 0) });
    expect(() => decodeSafetensors(huge)).toThrow(/^safetensors: expected 3\.16\S+ bytes for tensor w /);
  });
});

describe("encodeSafetensors", () => {
  const anyTensor = fc.oneof(
    fc.float32Array({ maxLength: 9 }),
    fc.float64Array({ maxLength: 9 }),
    fc.int32Array({ maxLength: 9 }),
    fc.uint32Array({ maxLength: 9 }),
    fc.bigInt64Array({ maxLength: 9 }),
    fc.uint8Array({ maxLength: 9 }),
  );
  const anyName = fc.string({ unit: "grapheme" }).filter((name) => name !== "__metadata__");
  const anyTensors = fc.uniqueArray(fc.tuple(anyName, anyTensor), { selector: ([name]) => name });

  test("comes back the same, whatever it holds", () => {
    fc.assert(
      fc.property(anyTensors, fc.dictionary(fc.string(), fc.string()), (entries, texts) => {
        const tensors = Object.fromEntries(
          entries.map(([name, data]) => [name, { shape: [data.length], data }]),
        );
        const decoded = decodeSafetensors(encodeSafetensors(tensors, texts));
        expect(Object.fromEntries(Object.entries(decoded.tensors))).toEqual(tensors);
        expect({ ...decoded.metadata }).toEqual({ ...texts });
      }),
    );
  });

  test("gives the same bytes for any order", () => {
    const a = { shape: [2], data: Float32Array.of(1, 2) };
    const b = { shape: [], data: Uint8Array.of(3) };
    const c = { shape: [1], data: BigInt64Array.of(4n) };
    const bytes = encodeSafetensors({ a, b, c }, { x: "1", y: "2" });
    expect(encodeSafetensors({ c, b, a }, { y: "2", x: "1" })).toEqual(bytes);
  });

  test("begins every tensor at a multiple of its element's size", () => {
    const bytes = encodeSafetensors({
      a: { shape: [3], data: Uint8Array.of(1, 2, 3) },
      b: { shape: [1], data: Float64Array.of(1) },
      c: { shape: [1], data: Float32Array.of(1) },
    });
    const headerBytes = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(headerBytes % 8).toBe(0);
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes)));
    expect([header.b, header.c, header.a].map((entry) => entry.data_offsets)).toEqual([
      [0, 8],
      [8, 12],
      [12, 15],
    ]);
  });

  test("refuses: encodeSafetensors: expected 6 elements for w [2, 3]; got 5", () => {
    expect(() => encodeSafetensors({ w: { shape: [2, 3], data: new Float32Array(5) } })).toThrow(
      "encodeSafetensors: expected 6 elements for w [2, 3]; got 5",
    );
  });

  test("refuses the name that the format keeps", () => {
    expect(() => encodeSafetensors({ __metadata__: { shape: [], data: Float32Array.of(1) } })).toThrow(
      "encodeSafetensors: expected names of tensors other than __metadata__; got __metadata__",
    );
  });
});
