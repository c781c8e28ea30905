import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Provenance } from "./provenance.ts";
import type { Result } from "./result.ts";

/** Appends results to a file, one JSON object a line. */
export class ResultLog {
  readonly #path: string;
  readonly #provenance: Provenance;

  constructor(path: string, provenance: Provenance) {
    this.#path = path;
    this.#provenance = provenance;
    mkdirSync(dirname(path), { recursive: true });
  }

  add(results: readonly Result[]): void {
    const lines = results.map((result) => `${JSON.stringify({ ...this.#provenance, ...result })}\n`);
    appendFileSync(this.#path, lines.join(""));
  }
}
