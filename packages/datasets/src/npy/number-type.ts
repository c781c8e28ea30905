import { mapNumbers } from "../map-numbers.ts";
/** Numbers as arrays of them are handed out; see {@link numberType}. */
export type Numbers =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** How numbers lie in a file, and what they become. */
export interface NumberType {
  /** Of one number. */
  readonly bytes: number;
  /** Numbers from bytes of their own, in the order of bytes of this machine, which may become theirs. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Numbers;
  readonly bigEndian: boolean;
}

type Read = NumberType["read"];

/** By kind and bytes. Integers of 64 bits become float64, exact up to 2^53; halves become float32; booleans 0 and 1. */
const reads: Readonly<Record<string, Read>> = {
  b1: (bytes) => bytes.map((byte) => Number(byte !== 0)),
  u1: (bytes) => bytes,
  i1: ({ buffer }) => new Int8Array(buffer),
  u2: ({ buffer }) => new Uint16Array(buffer),
  i2: ({ buffer }) => new Int16Array(buffer),
  u4: ({ buffer }) => new Uint32Array(buffer),
  i4: ({ buffer }) => new Int32Array(buffer),
  u8: ({ buffer }) => longs(new Uint32Array(buffer), new Uint32Array(buffer)),
  i8: ({ buffer }) => longs(new Int32Array(buffer), new Uint32Array(buffer)),
  f2: ({ buffer }) => mapNumbers(new Uint16Array(buffer), halfToNumber),
  f4: ({ buffer }) => new Float32Array(buffer),
  f8: ({ buffer }) => new Float64Array(buffer),
};

/** The type that numpy describes by `<f4`, `|u1` or `>i8`; nothing where it is not one of numbers. */
export function numberType(descr: string): NumberType | undefined {
  const [, order, name] = /^([<>|=])([biuf][1248])$/.exec(descr) ?? [];
  const read = name === undefined ? undefined : reads[name];
  if (name === undefined || read === undefined) return undefined;
  return { bytes: Number(name[1]), read, bigEndian: order === ">" };
}

/** Integers of 64 bits from their halves, low before high; ten times as fast as through BigInt. */
function longs(high: Int32Array | Uint32Array, low: Uint32Array): Float64Array {
  const out = new Float64Array(low.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = high[2 * i + 1]! * 2 ** 32 + low[2 * i]!;
  return out;
}

/** The number of a half's 16 bits. */
function halfToNumber(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}
