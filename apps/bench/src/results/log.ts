import { appendFileSync, mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Provenance, root } from "./provenance.ts";

/** Appends results to a file, one JSON object a line. */
export class ResultLog {
  readonly #path: string;
  readonly #provenance: Provenance;

  constructor(path: string, provenance: Provenance) {
    this.#path = path;
    this.#provenance = provenance;
    mkdirSync(dirname(path), { recursive: true });
  }

  add(results: readonly object[]): void {
    const lines = results.map((result) => `${JSON.stringify({ ...this.#provenance, ...result })}\n`);
    appendFileSync(this.#path, lines.join(""));
  }
}

/** A path as typed, or a file in the folder of results that git leaves alone. */
export const outputOf = (typed: string | undefined, name: string): string =>
  typed === undefined
    ? join(root, "bench-results", name)
    : resolve(process.env["INIT_CWD"] ?? process.cwd(), typed);
