import { Worker, type WorkerOptions } from "node:worker_threads";
import type { Batch } from "../batch/collate.ts";
import { DataError } from "../data-error.ts";
import type { DatasetSource } from "../source/open-dataset.ts";
import type { Order, Reply } from "./messages.ts";
import { unpack } from "./portable-error.ts";
import { workerFile } from "./worker-file.ts";

interface Job {
  readonly order: Order;
  readonly resolve: (batch: Batch) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  /** What it was asked for and has not answered, by id. */
  readonly jobs: Map<number, Job>;
}

/** While it makes one batch, the next is there already for it to go on with. */
const jobsOfThread = 2;

/**
 * Threads that open the same data, and make batches of them in parallel.
 *
 * They keep the process alive only while somebody waits for a batch.
 */
export class Threads {
  readonly #threads: readonly Thread[];
  #ids = 0;
  /** Why there are no batches any more. */
  #end: Error | null = null;
  readonly #waiting: Job[] = [];

  constructor(source: DatasetSource, count: number, options: WorkerOptions = {}) {
    this.#threads = Array.from({ length: count }, (_, i) =>
      this.#start(source, `${i + 1} of ${count}`, options),
    );
  }

  /**
   * A batch, made by the thread that has the least to do.
   *
   * @throws {DataError} where the batch cannot be made, or its thread has ended.
   */
  read(order: Order): Promise<Batch> {
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ order, resolve, reject });
      this.#give();
    });
  }

  /** Ends the threads, whatever they are at. */
  async close(): Promise<void> {
    this.#fail(new Error("the loader is closed"));
    // A thread that is being ended does not always keep the process alive until it has ended, and who waits for it
    // would wait for ever: with nothing else to do, Node ends with code 13.
    const alive = setInterval(() => {}, 1000);
    try {
      await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
    } finally {
      clearInterval(alive);
    }
  }

  #start(source: DatasetSource, name: string, options: WorkerOptions): Thread {
    const worker = new Worker(workerFile, { ...options, workerData: source });
    const thread = { worker, jobs: new Map<number, Job>() };
    let cause = "an end without an error";
    worker.on("message", (reply: Reply) => this.#take(thread, reply));
    worker.on("messageerror", (error) => this.#fail(error));
    worker.on("error", (error) => {
      cause = error.message;
    });
    worker.on("exit", () => this.#fail(died(name, cause)));
    // Last: one who listens to messages waits for them.
    worker.unref();
    return thread;
  }

  /** Hands waiting jobs to threads that have room for them. */
  #give(): void {
    for (let job = this.#waiting[0]; job; job = this.#waiting[0]) {
      const thread = this.#threads.reduce((least, other) =>
        other.jobs.size < least.jobs.size ? other : least,
      );
      if (thread.jobs.size >= jobsOfThread) return;
      this.#waiting.shift();
      thread.jobs.set(++this.#ids, job);
      thread.worker.ref();
      thread.worker.postMessage({ ...job.order, id: this.#ids });
    }
  }

  #take(thread: Thread, reply: Reply): void {
    // What comes while a thread is being ended would let the process end before it.
    if (this.#end) return;
    const job = thread.jobs.get(reply.id);
    thread.jobs.delete(reply.id);
    if (thread.jobs.size === 0) thread.worker.unref();
    if ("batch" in reply) job?.resolve(reply.batch);
    else job?.reject(unpack(reply.error));
    this.#give();
  }

  /** Fails everything that is asked for, now and later; what ends behind the first end changes nothing. */
  #fail(error: Error): void {
    if (this.#end) return;
    this.#end = error;
    const jobs = [
      ...this.#threads.flatMap((thread) => [...thread.jobs.values()]),
      ...this.#waiting.splice(0),
    ];
    for (const { worker, jobs } of this.#threads) {
      jobs.clear();
      worker.unref();
    }
    for (const job of jobs) job.reject(error);
  }
}

/** That a thread has died, which says nothing about the files that it was to read. */
export class ThreadError extends DataError {}

const died = (name: string, cause: string): ThreadError =>
  new ThreadError(`worker ${name} of the loader`, {
    expected: "to go on until it is closed",
    got: cause,
    cure: "use fewer workers or smaller batches, or give Node more memory (NODE_OPTIONS=--max-old-space-size=MiB)",
  });
