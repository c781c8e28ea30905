import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { Lock } from "../run/lock.ts";
import { build, command, newFolder } from "../testing/command.ts";
import { sixSteps, spawnRun, traces } from "../testing/spawned-run.ts";

const folder = newFolder();
const at = (name: string) => join(folder, name);
let whole: ReturnType<typeof traces>;

beforeAll(async () => {
  build();
  expect(await spawnRun(folder, ["--out", "whole", ...sixSteps])).toMatchObject({ by: 0 });
  whole = traces(at("whole"));
});

/** Resumes a run, and expects it to end like one that never stopped. */
async function resumes(run: string, ...said: readonly string[]): Promise<void> {
  const { by, output } = await spawnRun(folder, ["resume", run]);
  expect(by, output).toBe(0);
  for (const line of said) expect(output).toContain(line);
  expect(traces(at(run))).toEqual(whole);
}

describe("a run that is interrupted", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("by %s saves, says how to go on, and exits %i", async (name, code) => {
    const run = `the run of ${name}, d'été`;
    const args = [
      "--out",
      run,
      ...sixSteps,
      "--set",
      "train.logEvery=1",
      "--set",
      "checkpoint.everySteps=null",
    ];
    const { by, output } = await spawnRun(folder, args, { signal: { name, after: "step 2/6" } });
    expect(by).toBe(code);
    expect(output).toContain(`${name}: finishing the step, then saving. Once more leaves at once`);
    const [, step] = /stopped by SIG\w+ after step (\d) of 6\. Go on with: (.+)\n$/.exec(output)!;
    const typed = `'${at(run).replace("'", "'\\''")}'`;
    expect(output.endsWith(`npx --yes pnpm@12 --filter train resume ${typed}\n`)).toBe(true);
    expect(readdirSync(at(run), { recursive: true }).join()).not.toMatch(/lock|tmp|model/);
    expect(readdirSync(join(at(run), "checkpoints"))).toEqual([`step-0000000${step}.safetensors`]);
    expect(await spawnRun(folder, ["resume", run])).toMatchObject({ by: 0 });
    expect(traces(at(run)).model).toBe(whole.model);
  });

  test.each([
    ["alone", 141, {}],
    ["by what stops the run too", 130, { signal: { name: "SIGINT", after: "before training" } }],
  ] as const)("by the end of who reads its output, %s, saves and exits %i", async (how, code, mishap) => {
    const { by, output } = await spawnRun(folder, ["--out", how, ...sixSteps], {
      ...mishap,
      deafAfter: "before training",
    });
    expect(by).toBe(code);
    expect(output).toMatch(/stopped by SIG\w+ after step \d/);
    await resumes(how, "going on after step");
  });

  test("by a signal before it could train goes on like one that was not", async () => {
    const { by } = await spawnRun(folder, ["--out", "early", ...sixSteps], {
      signal: { name: "SIGINT", after: "images of 16x12" },
    });
    expect(by).toBe(130);
    await resumes("early", "going on after step");
  });

  test("by a full disk says so, exits 6, and goes on from a whole checkpoint when there is room", async () => {
    const args = ["--out", "full", ...sixSteps];
    const { by, output } = await spawnRun(folder, args, { atWrite: 33, failure: "full" });
    expect(by).toBe(6);
    expect(output).toMatch(
      /error: .+: expected to write it whole; got no space left on the disk\. Make room, then type it again, or resume for a run that had begun\n$/,
    );
    expect(readdirSync(at("full"), { recursive: true }).join()).not.toContain(".tmp");
    await resumes("full", "going on after step");
  });

  test("by a full disk before it could train can be gone on with as well", async () => {
    const args = ["--out", "full-at-once", ...sixSteps];
    const { by, output } = await spawnRun(folder, args, { atWrite: 6, failure: "full" });
    expect(by).toBe(6);
    expect(output).toMatch(/Make room, then type it again, or resume for a run that had begun\n$/);
    await resumes("full-at-once", "before training");
  });
});

describe("resume", () => {
  /** A run that was stopped after its third step or later, by a disk that was full then. */
  async function stopped(run: string): Promise<string[]> {
    await spawnRun(folder, ["--out", run, ...sixSteps], { atWrite: 40, failure: "full" });
    const checkpoints = readdirSync(join(at(run), "checkpoints")).sort();
    expect(checkpoints).toHaveLength(2);
    return checkpoints.map((name) => join(at(run), "checkpoints", name));
  }

  test("goes back to the checkpoint before one that is damaged, and without any to the beginning", async () => {
    const checkpoints = await stopped("damaged");
    for (const [i, path] of checkpoints.reverse().entries()) {
      const bytes = readFileSync(path);
      bytes[bytes.length - 100 * (i + 1)]! ^= 1;
      writeFileSync(path, bytes);
      const { output } = await spawnRun(folder, ["resume", "damaged"], { atWrite: 2, failure: "full" });
      expect(output).toContain(
        `${path}: checkpoint: expected the hash that was written with it; got another. It is damaged`,
      );
    }
    await resumes(
      "damaged",
      "no checkpoint to go on from: once more from the beginning\n",
      "before training",
    );
  });

  test("leaves a run alone that has ended, or that another process works on", () => {
    const ended = command(folder, ["resume", "whole"]);
    expect(ended).toMatchObject({
      code: 0,
      output: `${at("whole")}: the run has ended; nothing is left to do\n`,
    });
    const lock = new Lock(join(at("whole"), "run.lock"));
    const { code, errors } = command(folder, ["resume", "whole"]);
    lock.release();
    expect(code).toBe(2);
    expect(errors).toBe(
      `error: ${at("whole")}: expected a run that no process works on; ` +
        `got one that process ${process.pid} works on. Stop it first\n`,
    );
  });

  test("finishes a run that had trained to its end but not written all, the latest if none is named", async () => {
    rmSync(join(at("whole"), "report.html"));
    cpSync(at("whole"), at("runs/whole"), { recursive: true });
    const { by, output } = await spawnRun(folder, ["resume"]);
    expect(by, output).toBe(0);
    expect(output).toContain("going on after step 6");
    expect(traces(at("runs/whole"))).toEqual(whole);
    rmSync(at("runs"), { recursive: true });
    await resumes("whole", "going on after step 6");
  });

  test("finishes one that ends before it has drawn, whatever report was asked for in between", async () => {
    await stopped("reported");
    expect(command(folder, ["report", "reported"]).code).toBe(0);
    const picture = join(at("reported"), whole.files.find((name) => name.endsWith(".png"))!);
    mkdirSync(picture, { recursive: true });
    expect(await spawnRun(folder, ["resume", "reported"])).toMatchObject({ by: 6 });
    rmSync(picture, { recursive: true });
    await resumes("reported");
  });

  test("refuses another configuration or other data than the run began with, and a log that was cut", async () => {
    await stopped("changed");
    const config = join(at("changed"), "config.json");
    const text = readFileSync(config, "utf8");
    writeFileSync(config, text.replace('"batchSize": 2', '"batchSize": 3'));
    const another = command(folder, ["resume", "changed"]);
    expect(another.code).toBe(2);
    expect(another.errors).toBe(
      "error: config.json: expected train.batchSize as the run began with, 2; got 3. Put it back, or start anew\n",
    );
    writeFileSync(config, text);
    const events = join(at("changed"), "events.jsonl");
    const log = readFileSync(events, "utf8");
    writeFileSync(events, log.replace('"images":{"train":6', '"images":{"train":8'));
    const others = command(folder, ["resume", "changed"]);
    expect(others.code).toBe(2);
    expect(others.errors).toBe(
      "error: rooms: expected the data that the run began with, 8 images of train, 1 images of val with segmentation, " +
        "depth, normals; got 6 images of train, 1 images of val with segmentation, depth, normals. Restore them, or start anew\n",
    );
    writeFileSync(events, log);
    writeFileSync(events, readFileSync(events).subarray(0, 100));
    const cut = command(folder, ["resume", "changed"]);
    expect(cut.code).toBe(2);
    expect(cut.errors).toMatch(
      /^error: .+events\.jsonl: expected the \d+ bytes that the checkpoint stands on; got 100\. The log was changed: start the run again\n$/,
    );
  });

  test("says which folder it wants where there is none", () => {
    expect(command(folder, ["resume", "nowhere"]).errors).toBe(
      `error: ${at("nowhere")}: expected the folder of a run that has begun; got nothing there\n`,
    );
    expect(command(folder, ["resume"]).errors).toBe(
      `error: ${at("runs")}: expected the folder of an interrupted run; found none. Name its folder\n`,
    );
  });
});
