import {
  arrays,
  CheckpointError,
  type HostTensor,
  LENGTH_BYTES,
  MAX_HEADER_BYTES,
  METADATA,
  type Metadata,
  type SafetensorsDtype,
} from "./format.ts";

/** The content of a safetensors file. */
export interface Safetensors {
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly metadata: Metadata;
}

/**
 * Reads the bytes of a safetensors file; nothing in its header is trusted.
 *
 * @throws {CheckpointError} if it is truncated, or its header names what is not there, overlaps or leaves gaps.
 */
export function decodeSafetensors(bytes: Uint8Array): Safetensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < LENGTH_BYTES) throw refusal("at least 8 bytes", `${bytes.length}`);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > Math.min(MAX_HEADER_BYTES, bytes.length - LENGTH_BYTES))
    throw refusal(
      "a header inside the file",
      `one of ${headerBytes} bytes in ${bytes.length}. The file may be truncated`,
    );
  const { [METADATA]: metadata = {}, ...entries } = parseHeader(
    bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + headerBytes),
  );
  if (!isRecord(metadata) || !Object.values(metadata).every((value) => typeof value === "string"))
    throw refusal("texts as metadata", JSON.stringify(metadata));

  const data = bytes.subarray(LENGTH_BYTES + headerBytes);
  const tensors: [name: string, tensor: HostTensor][] = [];
  let end = 0;
  const sorted = Object.entries(entries)
    .map(([name, entry]) => ({ name, ...checkEntry(name, entry) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  for (const { name, dtype, shape, start, end: next } of sorted) {
    if (start !== end)
      throw refusal(`tensor ${name} to begin where the one before ends, at ${end}`, `${start}`);
    if (next > data.length)
      throw refusal(`${next} bytes of data for tensor ${name}`, `${data.length}. The file may be truncated`);
    // A copy, as the bytes may lie at any offset and typed arrays must be aligned.
    tensors.push([
      name,
      { shape, data: new arrays[dtype](new Uint8Array(data.subarray(start, next)).buffer) },
    ]);
    end = next;
  }
  if (end !== data.length) throw refusal(`${end} bytes of data`, `${data.length}`);
  // Not by assignment, to which a name such as __proto__ would mean something else.
  return { tensors: Object.fromEntries(tensors), metadata: metadata as Metadata };
}

function parseHeader(text: Uint8Array): Record<string, unknown> {
  try {
    const header: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
    if (isRecord(header)) return header;
  } catch {
    // Neither UTF-8 nor JSON: refused below like JSON that is no object.
  }
  throw refusal("a header in JSON", "another file");
}

function checkEntry(name: string, entry: unknown) {
  const { dtype, shape, data_offsets: offsets } = isRecord(entry) ? entry : {};
  if (typeof dtype !== "string" || !Object.hasOwn(arrays, dtype))
    throw refusal(`tensor ${name} of type ${Object.keys(arrays).join(", ")}`, String(dtype));
  if (!isCounts(shape)) throw refusal(`a shape for tensor ${name}`, JSON.stringify(shape));
  if (!isCounts(offsets) || offsets.length !== 2)
    throw refusal(`two offsets for tensor ${name}`, JSON.stringify(offsets));
  const [start, end] = offsets as [number, number];
  const known = dtype as SafetensorsDtype;
  const expected = shape.reduce((product, extent) => product * extent, arrays[known].BYTES_PER_ELEMENT);
  if (end - start !== expected)
    throw refusal(`${expected} bytes for tensor ${name} [${shape.join(", ")}]`, `${end - start}`);
  return { dtype: known, shape, start, end };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isCounts = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);

const refusal = (expected: string, got: string): CheckpointError =>
  new CheckpointError(`safetensors: expected ${expected}; got ${got}`);
