import { DataError } from "../data-error.ts";
import { type Numbers, type NumberType, numberType } from "./number-type.ts";
import { type NpyHeader, parseHeader } from "./parse-header.ts";

/** An array of numbers of any dimensions; the last index runs fastest. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Numbers;
}

/** Bytes; numpy writes headers of about a hundred, and reads none of more than these. */
const longestHeader = 10_000;

/**
 * The array of an npy file of version 1, 2 or 3: booleans, integers and floats of any size, in either order of bytes and
 * of indexes. The numbers share no memory with the file.
 *
 * @throws {DataError} if the file is truncated, damaged, or holds anything but one array of numbers.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function decodeNpy(file: string, bytes: Uint8Array): NpyArray {
  const { header, start } = readHeader(file, bytes);
  const type = numberType(header.descr);
  if (type === undefined)
    throw new DataError(file, {
      position: "header",
      expected: "booleans, integers or floats of up to 64 bits",
      got: JSON.stringify(header.descr.slice(0, 40)),
      cure: 'convert the array, for example with .astype("float32"), and save it again',
    });
  const { shape, fortranOrder } = header;
  // Compared before memory is taken: a shape that lies is refused at no cost.
  const wanted = shape.reduce((product, side) => product * side, type.bytes);
  if (bytes.length - start !== wanted)
    throw new DataError(file, {
      expected: `${wanted} bytes of ${header.descr} in the shape (${shape.join(", ")})`,
      got: String(bytes.length - start),
      cure: "copy or export the file again",
    });
  const data = type.read(ownBytes(bytes.subarray(start), type));
  return { shape, data: fortranOrder ? lastIndexFastest(data, shape) : data };
}

function readHeader(file: string, bytes: Uint8Array): { header: NpyHeader; start: number } {
  const magic = [0x93, ...Buffer.from("NUMPY")];
  if (!magic.every((byte, at) => bytes[at] === byte))
    throw new DataError(file, {
      expected: "an npy file",
      got: `${bytes.length} bytes of something else`,
      cure: "save the array with numpy.save, or copy the file again",
    });
  const version = bytes[6];
  if (version === undefined || version < 1 || version > 3)
    throw new DataError(file, {
      position: "header",
      expected: "version 1, 2 or 3",
      got: String(version ?? "the end of the file"),
      cure: "save the array again with numpy.save",
    });
  const [at, lengthBytes] = version === 1 ? [10, 2] : [12, 4];
  const length =
    bytes.length < at ? Number.NaN : Buffer.from(bytes.subarray(8, at)).readUIntLE(0, lengthBytes);
  if (!(length <= longestHeader && at + length <= bytes.length))
    throw new DataError(file, {
      position: "header",
      expected: `a whole one of at most ${longestHeader} bytes`,
      got: Number.isNaN(length)
        ? "the end of the file"
        : `one of ${length} bytes in a file of ${bytes.length}`,
      cure: "copy or export the file again",
    });
  const text = new TextDecoder(version === 3 ? "utf-8" : "latin1").decode(bytes.subarray(at, at + length));
  return { header: parseHeader(file, text), start: at + length };
}

/** A copy of bytes, which begins where any number may, in this machine's order of bytes. */
function ownBytes(bytes: Uint8Array, type: NumberType): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  if (type.bigEndian && type.bytes > 1) {
    const buffer = Buffer.from(copy.buffer);
    if (type.bytes === 2) buffer.swap16();
    else if (type.bytes === 4) buffer.swap32();
    else buffer.swap64();
  }
  return copy;
}

/** An array whose first index runs fastest, in the other order. */
function lastIndexFastest(data: Numbers, shape: readonly number[]): Numbers {
  const out = data.slice();
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, side) => product * side, 1));
  const index = shape.map(() => 0);
  for (let at = 0, from = 0; at < out.length; at++) {
    out[at] = data[from]!;
    // Count up, last index first.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis]! += 1;
      from += strides[axis]!;
      if (index[axis]! < shape[axis]!) break;
      from -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return out;
}
