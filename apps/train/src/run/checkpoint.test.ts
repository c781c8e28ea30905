import { createHash } from "node:crypto";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { decodeSafetensors, encodeSafetensors } from "@equipoise/nn";
import { expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import { newFolder } from "../testing/command.ts";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "./checkpoint.ts";
import { CheckpointFolder } from "./checkpoint-folder.ts";

const checkpoint = (step: number): Checkpoint => ({
  tensors: {
    "network.weight": { shape: [2, 2], data: Float32Array.of(0.1, -0, 1e-40, 3) },
    "network.seed": { shape: [2], data: Uint32Array.of(1, 2 ** 32 - 1) },
    "optimizer.step": { shape: [], data: Float32Array.of(step) },
  },
  position: {
    step,
    evaluated: null,
    order: "0123",
    balancer: {
      period: 3,
      weights: { depth: 1 / 3 },
      means: { depth: 0.1 + 0.2 },
      seen: { steps: 1, overall: 0.1, sums: { depth: 0.3 }, counts: { depth: 1 }, weights: { depth: 1 / 3 } },
      own: { draws: 7 },
    },
    milliseconds: { whole: 12.5, training: 10, waiting: 0.5 },
    peakBytes: 4096,
  },
  logBytes: 1234,
});

test("a checkpoint comes back bit for bit", () => {
  expect(decodeCheckpoint(encodeCheckpoint(checkpoint(7)))).toEqual(checkpoint(7));
});

test("any bit that is changed, and any byte that is missing, is noticed", () => {
  const bytes = encodeCheckpoint(checkpoint(7));
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at]! ^= 1 << (at % 8);
    expect(() => decodeCheckpoint(changed), `byte ${at}`).toThrow();
    expect(() => decodeCheckpoint(bytes.subarray(0, at)), `${at} bytes`).toThrow();
  }
});

test("one without its hash is damaged", () => {
  const { tensors, metadata } = decodeSafetensors(encodeCheckpoint(checkpoint(7)));
  expect(() => decodeCheckpoint(encodeSafetensors(tensors, metadata))).not.toThrow();
  expect(() => decodeCheckpoint(encodeSafetensors(tensors, {}))).toThrow(
    "checkpoint: expected the hash that was written with it; got another. It is damaged",
  );
});

test("one of another version is refused by name, not passed over as one that is damaged", () => {
  const path = join(newFolder(), "checkpoints");
  const folder = new CheckpointFolder(path);
  folder.save(checkpoint(7));
  const state = JSON.stringify({ version: 4 });
  const sha256 = createHash("sha256").update(state).digest("hex");
  writeFileSync(join(path, "step-00000008.safetensors"), encodeSafetensors({}, { state, sha256 }));
  expect(() => folder.latest(() => {})).toThrow(
    new ConfigError(
      "checkpoint: expected one of version 3; got version 4. Go on with the program that wrote it",
    ),
  );
});

test("the last two are kept, in order of their steps, and the latest whole one is found", () => {
  const path = join(newFolder(), "checkpoints");
  const folder = new CheckpointFolder(path);
  const damaged: string[] = [];
  const latest = () => folder.latest((message) => damaged.push(message))?.position.step;
  expect(latest()).toBe(undefined);
  for (const step of [0, 9, 10, 10]) folder.save(checkpoint(step));
  expect(readdirSync(path)).toEqual(["step-00000009.safetensors", "step-00000010.safetensors"]);
  expect(latest()).toBe(10);
  folder.save(checkpoint(123_456_789));
  expect(readdirSync(path)).toContain("step-00000010.safetensors");
  expect(latest()).toBe(123_456_789);
  expect(damaged).toEqual([]);
  const last = join(path, "step-123456789.safetensors");
  writeFileSync(last, "");
  expect(latest()).toBe(10);
  expect(damaged).toEqual([`${last}: safetensors: expected at least 8 bytes; got 0`]);
  expect(readdirSync(path)).toEqual(["step-00000010.safetensors", "step-123456789.safetensors"]);
});
