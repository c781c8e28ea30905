import {
  arrays,
  CheckpointError,
  type HostTensor,
  LENGTH_BYTES,
  METADATA,
  type Metadata,
  type SafetensorsDtype,
} from "./format.ts";

/**
 * The bytes of a safetensors file: the same for the same tensors and texts, whatever their order.
 *
 * @throws {CheckpointError} if a tensor holds another number of elements than its shape says, or has the name
 *   that the format keeps for the metadata.
 * @see https://huggingface.co/docs/safetensors
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, HostTensor>>,
  metadata: Metadata = {},
): Uint8Array {
  const header: [name: string, entry: unknown][] = [];
  if (Object.keys(metadata).length > 0) header.push([METADATA, sortedByName(metadata)]);
  // Wide elements first keeps every tensor aligned to its own size.
  const entries = Object.entries(tensors).sort(
    ([a, { data: x }], [b, { data: y }]) => y.BYTES_PER_ELEMENT - x.BYTES_PER_ELEMENT || (a < b ? -1 : 1),
  );
  let end = 0;
  for (const [name, { shape, data }] of entries) {
    const elements = shape.reduce((product, extent) => product * extent, 1);
    if (elements !== data.length)
      throw new CheckpointError(
        `encodeSafetensors: expected ${elements} elements for ${name} [${shape.join(", ")}]; got ${data.length}`,
      );
    if (name === METADATA)
      throw new CheckpointError(
        `encodeSafetensors: expected names of tensors other than ${METADATA}; got ${name}`,
      );
    const start = end;
    end += data.byteLength;
    header.push([name, { dtype: dtypeOf(data), shape, data_offsets: [start, end] }]);
  }
  const text = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  // Spaces up to a multiple of 8, so that the data begin aligned.
  const headerBytes = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + end).fill(
    0x20,
    LENGTH_BYTES,
    LENGTH_BYTES + headerBytes,
  );
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(text, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerBytes;
  for (const [, { data }] of entries) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

const sortedByName = (texts: Metadata): Metadata =>
  Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));

const dtypeOf = (data: HostTensor["data"]): SafetensorsDtype =>
  (Object.keys(arrays) as SafetensorsDtype[]).find((dtype) => data instanceof arrays[dtype])!;
