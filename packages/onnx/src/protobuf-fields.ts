import { type BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

// Fields of a protocol buffer by their numbers. A field that holds several values is written once for each.

export function putText(out: BinaryWriter, field: number, value: string): void {
  out.tag(field, WireType.LengthDelimited).string(value);
}

export function putBytes(out: BinaryWriter, field: number, value: Uint8Array): void {
  out.tag(field, WireType.LengthDelimited).bytes(value);
}

/** A whole number, of a field of 32 bits or of 64: both are written alike. */
export function putInteger(out: BinaryWriter, field: number, value: number): void {
  out.tag(field, WireType.Varint).int64(value);
}

export function putFloat(out: BinaryWriter, field: number, value: number): void {
  out.tag(field, WireType.Bit32).float(value);
}

/** A message in a field of another. */
export function putMessage(out: BinaryWriter, field: number, fill: (inner: BinaryWriter) => void): void {
  fill(out.tag(field, WireType.LengthDelimited).fork());
  out.join();
}
