import { join } from "node:path";
import { createInterface } from "node:readline";
import { readArray, writeArray } from "./host-array.ts";
import type { Library, Running } from "./library.ts";
import type { Hello, Request, Results, Sample } from "./protocol.ts";
import type { Kind } from "./works.ts";

/** Greets and answers the benchmark's requests on the standard streams, until the input ends. */
export async function serve(open: () => Promise<Library>): Promise<void> {
  // The standard output is the benchmark's alone, whatever a library prints.
  console.log = console.info = console.debug = console.error;
  let library: Library;
  try {
    library = await open();
    say(hello(library));
  } catch (error) {
    say({ error: reason(error) });
    return;
  }
  let running: Running | null = null;
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      const request: Request = JSON.parse(line);
      if (request.ask === "prepare") {
        await running?.dispose();
        running = null;
        running = await prepare(library, request);
        say({});
      } else if (!running) throw new Error(`${request.ask}: expected a work to be prepared`);
      else if (request.ask === "results") say(await results(running, request.folder));
      else say(await sample(running, request.runs));
    } catch (error) {
      say({ error: reason(error) });
    }
  }
}

const say = (answer: object): void => {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
};

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function hello({ version, adapter, works, remarks = {} }: Library): Hello {
  const kinds = Object.keys(works).map((kind) => [kind, remarks[kind as Kind] ?? ""]);
  return { version, adapter, kinds: Object.fromEntries(kinds) };
}

async function prepare({ works }: Library, request: Request & { ask: "prepare" }): Promise<Running> {
  const { kind, inputs } = request;
  const work = works[kind];
  if (!work) throw new Error(`prepare: expected ${Object.keys(works).join(", ")}; got ${kind}`);
  const arrays = Object.entries(inputs).map(([name, file]) => [name, readArray(file)] as const);
  return work(Object.fromEntries(arrays));
}

async function results(running: Running, folder: string): Promise<Results> {
  await running.run();
  const made = Object.entries(await running.results());
  return Object.fromEntries(made.map(([name, array]) => [name, writeArray(join(folder, name), array)]));
}

async function sample(running: Running, runs: number): Promise<Sample> {
  const start = performance.now();
  for (let run = 0; run < runs; run++) await running.run();
  await running.finish();
  return { ms: (performance.now() - start) / runs };
}
