import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { build, command, newFolder } from "../testing/command.ts";

const folder = newFolder();
beforeAll(build);

const done = (...args: readonly string[]) => {
  const { code, output, errors } = command(folder, args);
  expect(errors).toBe("");
  expect(code).toBe(0);
  return output.split("\n");
};
const few = ["--seconds", "0", "--out", "results.jsonl"];
const number = /^\d+(\.\d+)?$/;

describe("bench", () => {
  test("prints a row for each pass, and appends each to a file", () => {
    const lines = done("--filter", "cosineLoss", ...few);
    expect(lines[0]).toMatch(/^adapter: \S+/);
    expect(lines[1]).toMatch(/^commit: [0-9a-f]+\+?; \d+ cores, load \d/);
    expect(lines[3]).toMatch(/^op +call +pass +ms +p90 +GFLOP\/s +GB\/s +of ceiling$/);
    const [forward, dx] = [lines[4]!, lines[5]!].map((line) => line.split(/ {2,}/));
    expect(forward!.slice(0, 3)).toEqual(["cosineLoss", "normals", "forward"]);
    expect(dx!.slice(0, 3)).toEqual(["cosineLoss", "normals", "dx"]);
    for (const row of [forward!, dx!]) {
      for (const cell of row.slice(3, 7)) expect(cell).toMatch(number);
      expect(row[7]).toMatch(/^\d+(\.\d+)? % (copy|FMA)$/);
    }
    const results = readFileSync(join(folder, "results.jsonl"), "utf8").trimEnd().split("\n");
    expect(results.map((line) => JSON.parse(line).pass)).toEqual(["forward", "dx"]);
    expect(JSON.parse(results[0]!)).toEqual({
      kind: "kernel",
      op: "cosineLoss",
      case: "normals",
      pass: "forward",
      dtype: "f32",
      bound: expect.stringMatching(/^(memory|multiply-adds)$/),
      ceilings: { gflopPerSecond: expect.any(Number), gbPerSecond: expect.any(Number) },
      commit: expect.stringMatching(/^[0-9a-f]+\+?$/),
      adapter: expect.any(String),
      kernels: expect.stringMatching(/^(software|gpu)$/),
      node: process.version,
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      ...Object.fromEntries(
        [
          ...["ms", "p10Ms", "p90Ms", "samples", "flops", "bytes", "dispatches"],
          ...["gflopPerSecond", "gbPerSecond", "share", "cores", "load"],
        ].map((name) => [name, expect.any(Number)]),
      ),
    });
  });

  test("prints Markdown, and adds to the file", () => {
    const lines = done("--filter", "cosineLoss dx", "--markdown", ...few);
    expect(lines[3]).toBe("| op | call | pass | ms | p90 | GFLOP/s | GB/s | of ceiling |");
    expect(lines[4]).toBe("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |");
    expect(lines[5]).toMatch(/^\| cosineLoss \| normals \| dx \|/);
    expect(lines[6]).toBe("");
    expect(readFileSync(join(folder, "results.jsonl"), "utf8").trimEnd().split("\n")).toHaveLength(3);
  });
});

describe("refusals, in one line", () => {
  const refusals: Record<string, readonly string[]> = {
    "bench: expected --filter with part of a row's name; got conv7d": ["--filter", "conv7d"],
    "bench: expected --compare with a revision that git knows; got no-such-branch": [
      "--compare",
      "no-such-branch",
    ],
    "bench: expected names of ops, such as conv2d; got conv7d": ["tune", "matmul", "conv7d"],
    "option '--seconds <n>' argument 'long' is invalid. Expected a number from 0 to 3600.": [
      "--seconds",
      "long",
    ],
    "option '--adapter <name>' argument 'cuda' is invalid. Allowed choices are auto, hardware, lavapipe, swiftshader.":
      ["--adapter", "cuda"],
    "unknown option '--filtre' (Did you mean --filter?)": ["--filtre", "sum"],
    "too many arguments. Expected 0 arguments but got 1.": ["conv2d"],
  };
  for (const [message, args] of Object.entries(refusals))
    test(message, () => {
      const { code, errors } = command(folder, args);
      expect(errors).toBe(`error: ${message}\n`);
      expect(code).toBe(2);
    });
});
