/** A file that is no safetensors, or does not fit the network it is loaded into. */
export class CheckpointError extends Error {
  override readonly name = "CheckpointError";
}

/** Element types that the format names and typed arrays hold. */
export const arrays = {
  F32: Float32Array,
  F64: Float64Array,
  I32: Int32Array,
  U32: Uint32Array,
  I64: BigInt64Array,
  U8: Uint8Array,
} as const;

export type SafetensorsDtype = keyof typeof arrays;

/** The elements of a tensor, outermost axis first. */
type Elements = Float32Array | Float64Array | Int32Array | Uint32Array | BigInt64Array | Uint8Array;

/** A tensor on the host. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Elements;
}

/** Free text by key, beside the tensors. */
export type Metadata = Readonly<Record<string, string>>;

/** The name in the header under which the metadata stand. */
export const METADATA = "__metadata__";

/** Bytes of the number in front that says how long the header is. */
export const LENGTH_BYTES = 8;

/** What readers accept of a header at most, as the reference implementation does. */
export const MAX_HEADER_BYTES = 100_000_000;
