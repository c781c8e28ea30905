import { inflateSync } from "node:zlib";

/** A piece of a MAT-file: what it holds, by the file format's number for it, and its bytes. */
export interface Element {
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Numbers of the file format for what an element holds. */
export const MATRIX = 14;
const COMPRESSED = 15;

/** Lists and names that belong to data sets take some kilobytes; what takes more than this, packed or not, is refused. */
export const mostBytes = 4 * 2 ** 20;

/** The elements that follow each other in some bytes; compressed ones, which hold no compressed ones, are unpacked. */
export function* elements(
  bytes: Uint8Array,
  littleEndian: boolean,
  packed = false,
): Generator<Element, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; ) {
    const tag = view.getUint32(at, littleEndian);
    // Up to four bytes lie in the tag itself, whose upper half then is their number.
    const small = tag >>> 16;
    const type = small > 0 ? tag & 0xffff : tag;
    const length = small > 0 ? small : view.getUint32(at + 4, littleEndian);
    const start = at + (small > 0 ? 4 : 8);
    const end = start + length;
    if (end > bytes.length || small > 4 || (packed && type === COMPRESSED))
      throw new RangeError(`an element of ${length} bytes at byte ${at}`);
    at =
      small > 0
        ? at + 8
        : type === COMPRESSED
          ? end
          : Math.min(start + Math.ceil(length / 8) * 8, bytes.length);
    const content = bytes.subarray(start, end);
    if (type === COMPRESSED)
      yield* elements(inflateSync(content, { maxOutputLength: mostBytes }), littleEndian, true);
    else yield { type, bytes: content };
  }
}

type Read = (view: DataView, at: number, littleEndian: boolean) => number;

/** Bytes of a number, and how it is read, by the file format's number for its type. */
const numberTypes: ReadonlyMap<number, { readonly size: number; readonly read: Read }> = new Map([
  [1, { size: 1, read: (view, at) => view.getInt8(at) }],
  [2, { size: 1, read: (view, at) => view.getUint8(at) }],
  [3, { size: 2, read: (view, at, little) => view.getInt16(at, little) }],
  [4, { size: 2, read: (view, at, little) => view.getUint16(at, little) }],
  [5, { size: 4, read: (view, at, little) => view.getInt32(at, little) }],
  [6, { size: 4, read: (view, at, little) => view.getUint32(at, little) }],
  [7, { size: 4, read: (view, at, little) => view.getFloat32(at, little) }],
  [9, { size: 8, read: (view, at, little) => view.getFloat64(at, little) }],
  [12, { size: 8, read: (view, at, little) => Number(view.getBigInt64(at, little)) }],
  [13, { size: 8, read: (view, at, little) => Number(view.getBigUint64(at, little)) }],
]);

/** The numbers of an element, whichever type they are stored in. */
export function numbersOf({ type, bytes }: Element, littleEndian: boolean): Float64Array {
  const stored = numberTypes.get(type);
  if (stored === undefined || bytes.length % stored.size > 0)
    throw new RangeError(`${bytes.length} bytes of numbers of type ${type}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.length / stored.size }, (_, i) =>
    stored.read(view, i * stored.size, littleEndian),
  );
}
