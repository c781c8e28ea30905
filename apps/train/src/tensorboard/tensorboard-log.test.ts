import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RunEvent } from "../events.ts";
import { crc32c } from "./crc32c.ts";
import { scalarsOf } from "./scalars.ts";
import { removeTensorBoardLogs, TensorBoardLog, type TensorBoardOptions } from "./tensorboard-log.ts";

/** What TensorBoard's own writer makes of the same, in base64. */
const golden: Readonly<Record<"fresh" | "resumed", string>> = JSON.parse(
  readFileSync(new URL("./tensorboard.golden.json", import.meta.url), "utf8"),
);

const step: RunEvent = {
  event: "step",
  epoch: 1,
  step: 10,
  losses: { depth: 0.1 },
  overall: 1.5,
  lr: 1e-4,
  ms: 41,
};
const period: RunEvent = {
  event: "period",
  period: 2,
  epoch: 2,
  step: 20,
  means: { depth: 0.5 },
  overall: 0.25,
  trained: { depth: 0.5 },
  weights: { depth: 2 },
  difficulty: { depth: 1.125 },
  beta: 0.02,
};
const evaluation: RunEvent = {
  event: "eval",
  epoch: 2,
  step: 20,
  split: "val",
  losses: { depth: 0.5 },
  metrics: { depth: { abs: 0.75, delta1: null } },
};

/** What a log writes, and the name of its file; a second passes between two looks at the clock. */
function written(options: TensorBoardOptions, fill: (log: TensorBoardLog) => void = () => {}) {
  const folder = mkdtempSync(join(tmpdir(), "equipoise-tensorboard-"));
  let time = 1_699_999_998_250;
  const log = new TensorBoardLog(folder, { ...options, now: () => (time += 1000) });
  fill(log);
  log.close();
  const [name] = readdirSync(folder) as [string];
  return { folder, name, bytes: readFileSync(join(folder, name)) };
}

describe("TensorBoardLog", () => {
  test("writes what TensorBoard's own writer writes, byte for byte", () => {
    const { bytes } = written({}, (log) => {
      for (const event of [step, period, evaluation]) log.add(event);
      const jpeg = Uint8Array.of(255, 216, 255, 224, 0, 200);
      log.addImage(300, "val-0", { width: 512, height: 384, jpeg });
    });
    expect(bytes.toString("base64")).toBe(golden.fresh);
  });

  test("a process that goes on says that what was written after its step does not count", () => {
    expect(written({ after: 20 }).bytes.toString("base64")).toBe(golden.resumed);
  });

  test("gives each process a file, in order of time", () => {
    expect(written({}).name).toBe(`events.out.tfevents.1699999999.250.${process.pid}.equipoise`);
  });

  test("writes nothing of events without numbers, and leaves nothing where it is removed", () => {
    const { folder, bytes } = written({}, (log) =>
      log.add({ event: "end", epochs: 1, steps: 1, seconds: 1, imagesPerSecond: 1, peakBytes: 1 }),
    );
    expect(bytes).toEqual(written({}).bytes);
    removeTensorBoardLogs(folder);
    expect(readdirSync(folder)).toEqual([]);
  });
});

test("what is held out has tags of its own", () => {
  expect(scalarsOf({ ...evaluation, split: "held-out" })).toEqual({
    step: 20,
    scalars: { "held-out/loss/depth": 0.5, "held-out/depth/abs": 0.75 },
  });
});

test("numbers that a file cannot hold are left out", () => {
  const scalars = scalarsOf({ ...step, losses: { a: 1e39, b: -1e38 } })?.scalars;
  expect(scalars).not.toHaveProperty("train/loss/a");
  expect(scalars).toHaveProperty(["train/loss/b"], -1e38);
});

test.each([
  ["32 bytes of zeros", new Uint8Array(32), 0x8a9136aa],
  ["32 bytes of ones", new Uint8Array(32).fill(255), 0x62a8ab43],
  ["0 to 31", Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
  ["31 to 0", Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
])("CRC-32C of %s is that of RFC 3720", (_, bytes, crc) => {
  expect(crc32c(bytes)).toBe(crc);
});
