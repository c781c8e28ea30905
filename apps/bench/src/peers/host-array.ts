import { readFileSync, writeFileSync } from "node:fs";
import type { Input } from "./works.ts";

/** Elements in PyTorch's order, on the host. */
export interface HostArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

/** An array in a file of its bare elements, little-endian, which libraries of any language can read. */
export interface ArrayFile {
  readonly file: string;
  readonly shape: readonly number[];
  readonly type: "f32" | "i32";
}

export function writeArray(file: string, { shape, data }: HostArray): ArrayFile {
  writeFileSync(file, data);
  return { file, shape, type: data instanceof Int32Array ? "i32" : "f32" };
}

export function readArray({ file, shape, type }: ArrayFile): HostArray {
  const { buffer, byteOffset, byteLength } = readFileSync(file);
  const bytes = buffer.slice(byteOffset, byteOffset + byteLength);
  return { shape, data: type === "i32" ? new Int32Array(bytes) : new Float32Array(bytes) };
}

/** The values of an input: the same ones for every library and in every run. */
export function valuesOf({ shape, type, low, high }: Input, seed: number): HostArray {
  const random = mulberry32(seed);
  const length = shape.reduce((product, extent) => product * extent, 1);
  const data = type === "i32" ? new Int32Array(length) : new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const value = low + random() * (high - low);
    data[i] = type === "i32" ? Math.floor(value) : value;
  }
  return { shape, data };
}

/** Tommy Ettinger's generator of 32 bits of state, uniform from 0 up to 1. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
