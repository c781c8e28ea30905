import { createHash } from "node:crypto";
import { CheckpointError, decodeSafetensors, encodeSafetensors, type HostTensor } from "@equipoise/nn";
import { ConfigError } from "../config/config-error.ts";
import type { Position } from "../training/position.ts";

/** All that a run needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** Network, optimiser and whatever else changes on the device, by name. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly position: Position;
  /** Bytes of the event log up to here. */
  readonly logBytes: number;
}

/** A safetensors file with the rest of the checkpoint, and a hash of everything, in its metadata. */
export function encodeCheckpoint({ tensors, position, logBytes }: Checkpoint): Uint8Array {
  const state = JSON.stringify({ version, position, logBytes });
  return encodeSafetensors(tensors, { state, sha256: hash(state, tensors) });
}

/**
 * @throws {CheckpointError} if the bytes are not exactly those that were encoded.
 * @throws {ConfigError} if they are whole, but another version of the program wrote them.
 */
export function decodeCheckpoint(bytes: Uint8Array): Checkpoint {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const { state = "", sha256 } = metadata;
  if (sha256 !== hash(state, tensors))
    throw new CheckpointError(
      "checkpoint: expected the hash that was written with it; got another. It is damaged",
    );
  const { version: written, position, logBytes } = JSON.parse(state) as Checkpoint & { version: number };
  if (written !== version)
    throw new ConfigError(
      `checkpoint: expected one of version ${version}; got version ${written}. Go on with the program that wrote it`,
    );
  return { tensors, position, logBytes };
}

/** Changes whenever an older program could not go on from a checkpoint. */
const version = 3;

function hash(state: string, tensors: Checkpoint["tensors"]): string {
  const sha256 = createHash("sha256").update(state);
  for (const [name, { shape, data }] of Object.entries(tensors).sort(([a], [b]) => (a < b ? -1 : 1)))
    sha256
      .update(JSON.stringify([name, shape]))
      .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return sha256.digest("hex");
}
