import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { Complaints } from "../complaints.ts";
import { UsageError } from "../usage-error.ts";
import type { Methods, Reply, Request } from "./protocol.ts";

/** A process that measures one revision: another build, and a device of its own. */
export class MeasuringProcess implements Methods {
  readonly #child: ChildProcess;
  readonly #complaints: Complaints;

  /** @param worker the built `worker.js` of the revision */
  constructor(worker: URL | string) {
    this.#child = fork(worker, { serialization: "advanced", stdio: ["ignore", "inherit", "pipe", "ipc"] });
    this.#complaints = new Complaints(this.#child);
    if (process.env["EQUIPOISE_DEBUG"]) this.#child.stderr!.pipe(process.stderr);
  }

  start(...args: Parameters<Methods["start"]>) {
    return this.#call("start", args);
  }
  open(...args: Parameters<Methods["open"]>) {
    return this.#call("open", args);
  }
  rounds(...args: Parameters<Methods["rounds"]>) {
    return this.#call("rounds", args);
  }
  close() {
    return this.#call("close", []);
  }

  end(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  /** @throws {UsageError} as the process does. @throws {Error} if it fails, or ends. */
  async #call<M extends keyof Methods>(
    method: M,
    args: Parameters<Methods[M]>,
  ): Promise<Awaited<ReturnType<Methods[M]>>> {
    this.#child.send({ method, args } satisfies Request);
    const waiting = new AbortController();
    const { signal } = waiting;
    // Not "exit": only once its outputs are closed is all that it printed here.
    const ended = once(this.#child, "close", { signal }).then(([code, killer]) => {
      const why = this.#complaints.last || "it gave no reason";
      throw new Error(
        `bench: expected a process that measures; got one that ended with ${code ?? killer}: ${why}`,
      );
    });
    const [reply] = (await Promise.race([once(this.#child, "message", { signal }), ended]).finally(() => {
      waiting.abort();
      ended.catch(() => {});
    })) as [Reply];
    if ("value" in reply) return reply.value as Awaited<ReturnType<Methods[M]>>;
    const { name, message } = reply.error;
    throw name === "UsageError" ? new UsageError(message) : new Error(message);
  }
}
