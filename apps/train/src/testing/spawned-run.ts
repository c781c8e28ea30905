import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "./command.ts";

/** What befalls a run from outside. */
export interface Mishap {
  /** Loses the process so long after it began, or after a text has been printed. */
  readonly killAfter?: number;
  readonly since?: string;
  /** Stops its nth write of a file, counted from 1, half-way: the process dies, or the disk is full from there on. */
  readonly atWrite?: number;
  readonly failure?: "kill" | "full";
  /** Whose writes count, where it begins processes of its own: those of `compare`, or those of its runs. */
  readonly writer?: "compare" | "run";
  /** Whether the processes that it has begun die with it. */
  readonly withChildren?: boolean;
  /** Sends a signal once a text has been printed. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly after: string };
  /** Reads no more of what it prints once a text has been printed. */
  readonly deafAfter?: string;
}

/** How a process ended: by a signal, or by itself with a code. */
export interface End {
  readonly by: NodeJS.Signals | number | null;
  readonly output: string;
}

const preload = new URL("fail-at-write.mjs", import.meta.url).href;

/** Runs the trainer as typed in a folder, whatever befalls it. */
export function spawnRun(folder: string, args: readonly string[], mishap: Mishap = {}): Promise<End> {
  const { killAfter, since, atWrite, failure = "kill", writer, withChildren, signal, deafAfter } = mishap;
  const child = spawn(process.execPath, [...(atWrite ? ["--import", preload] : []), main, ...args], {
    cwd: folder,
    env: {
      ...process.env,
      INIT_CWD: folder,
      ...(atWrite && { AT_WRITE: String(atWrite), FAILURE: withChildren ? "kill all" : failure }),
      ...(writer && { WRITER: writer }),
    },
    // A group of its own, which is killed as one.
    detached: withChildren ?? false,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let signalled = false;
  const kill = () => {
    if (!withChildren || process.platform === "win32") child.kill("SIGKILL");
    else if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, "SIGKILL");
  };
  let timer: NodeJS.Timeout | undefined;
  const startTimer = () => {
    if (killAfter !== undefined) timer ??= setTimeout(kill, killAfter);
  };
  const listen = (text: Buffer) => {
    output += text;
    if (signal && !signalled && output.includes(signal.after)) signalled = child.kill(signal.name);
    if (deafAfter !== undefined && output.includes(deafAfter)) child.stdout.destroy();
    if (since !== undefined && output.includes(since)) startTimer();
  };
  for (const stream of [child.stdout, child.stderr]) stream.on("data", listen);
  if (since === undefined) startTimer();
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, by) => {
      clearTimeout(timer);
      resolve({ by: by ?? code, output });
    });
  });
}

/** A run as small as it can be while a checkpoint that forgets anything shows; six steps. */
export const sixSteps = [
  ...["data.width=16", "data.height=12", "data.train=6", "data.val=1", "checkpoint.everySteps=1"],
  ...["train.epochs=2", "train.batchSize=2", "train.logEvery=2", "balancer.period=0.5", "eval.pictures=1"],
  ...["augment.scaleCrop=true", "schedule.warmupSteps=2"],
].flatMap((field) => ["--set", field]);

/** What a run leaves, without what tells of the time and the memory that it took: equal for equal runs. */
export function traces(run: string): { files: string[]; model: string; config: string; events: unknown[] } {
  const read = (name: string) => readFileSync(join(run, name));
  return {
    files: readdirSync(run, { recursive: true })
      .map(String)
      // Each process writes one of its own, named by its time.
      .filter((name) => !name.includes("tfevents"))
      .sort(),
    model: read("model.safetensors").toString("base64"),
    config: read("config.json").toString(),
    events: read("events.jsonl")
      .toString()
      .trimEnd()
      .split("\n")
      .map(
        (line) => JSON.parse(line, (key, value: unknown) => (timed.has(key) ? undefined : value)) as unknown,
      ),
  };
}

// The peak of a process that was killed after its latest checkpoint is lost with it.
const timed = new Set(["ms", "seconds", "imagesPerSecond", "waitingShare", "peakBytes"]);

/** What to type so that a run of six steps goes on from wherever it was killed. */
export const goOn = (run: string): string[] =>
  existsSync(join(run, "config.json")) ? ["resume", run] : ["--out", run, ...sixSteps];
