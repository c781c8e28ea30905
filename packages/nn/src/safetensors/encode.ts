import {
  arrays,
  CheckpointError,
  type HostTensor,
  LENGTH_BYTES,
  type Metadata,
  type SafetensorsDtype,
} from "./format.ts";

/**
 * The bytes of a safetensors file: the same for the same tensors, whatever their order.
 *
 * @throws {CheckpointError} if a tensor holds another number of elements than its shape says.
 * @see https://huggingface.co/docs/safetensors
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, HostTensor>>,
  metadata: Metadata = {},
): Uint8Array {
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header["__metadata__"] = metadata;
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
    const start = end;
    end += data.byteLength;
    header[name] = { dtype: dtypeOf(data), shape, data_offsets: [start, end] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
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

const dtypeOf = (data: HostTensor["data"]): SafetensorsDtype =>
  (Object.keys(arrays) as SafetensorsDtype[]).find((dtype) => data instanceof arrays[dtype])!;
