import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { Complaints } from "../complaints.ts";
import type { Failure, Hello, Request, Results, Sample } from "./protocol.ts";

/** Compiling a network's kernels on a software adapter takes a library up to a minute. */
const PATIENCE_MS = 300_000;

/** The benchmark's end of a library's process. */
export class LibraryProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #patienceMs: number;
  /** Fulfilled when the process has ended, or could not start, and all that it printed is here. */
  readonly #closed: Promise<unknown>;
  readonly #complaints: Complaints;
  #ended = false;

  private constructor(command: readonly string[], env: NodeJS.ProcessEnv, patienceMs: number) {
    const [file, ...args] = command as [string, ...string[]];
    this.#child = spawn(file, args, { env, stdio: ["pipe", "pipe", "pipe"] });
    this.#patienceMs = patienceMs;
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.#complaints = new Complaints(this.#child);
    this.#closed = new Promise((resolve) => {
      this.#child.on("close", resolve).on("error", ({ message }) => {
        this.#complaints.add(message);
        resolve(message);
      });
    });
    // Requests to a process that is no more: its end is told with the answer.
    this.#child.stdin!.on("error", () => {});
  }

  /** Starts a process and waits for its greeting. @throws {Error} if it gives another one, or ends. */
  static async start(
    command: readonly string[],
    env: NodeJS.ProcessEnv = process.env,
    patienceMs = PATIENCE_MS,
  ): Promise<{ process: LibraryProcess; hello: Hello }> {
    const process = new LibraryProcess(command, env, patienceMs);
    try {
      return { process, hello: (await process.#answer()) as Hello };
    } catch (error) {
      process.end();
      throw error;
    }
  }

  /** @throws {Error} with the library's own word, if it cannot; or if its process ends or gives no answer in time. */
  ask(request: Request & { readonly ask: "results" }): Promise<Results>;
  ask(request: Request & { readonly ask: "sample" }): Promise<Sample>;
  ask(request: Request & { readonly ask: "prepare" }): Promise<object>;
  ask(request: Request): Promise<object> {
    this.#child.stdin!.write(`${JSON.stringify(request)}\n`);
    return this.#answer();
  }

  get alive(): boolean {
    return !this.#ended;
  }

  end(): void {
    this.#ended = true;
    this.#child.kill("SIGKILL");
  }

  async #answer(): Promise<object> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.end();
    }, this.#patienceMs);
    try {
      for (;;) {
        const { value, done } = await this.#lines.next();
        if (late) throw new Error(`no answer in ${this.#patienceMs / 1000} s`);
        if (done) {
          this.#ended = true;
          await this.#closed;
          throw new Error(`its process ended: ${this.#complaints.last || "it gave no reason"}`);
        }
        const answer = parsed(value);
        if (answer && "error" in answer) throw new Error(answer.error);
        if (answer) return answer;
      }
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What the benchmark is told; lines of anything else are prints of native code. */
function parsed(line: string): object | Failure | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
