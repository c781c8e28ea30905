import type { ChildProcess } from "node:child_process";

/** How much is kept. */
const KEPT = 4096;

/** What a process prints on its error output, to tell why it ended. */
export class Complaints {
  #text = "";

  /** @param child with a pipe for its error output */
  constructor(child: ChildProcess) {
    child.stderr!.setEncoding("utf8").on("data", (text: string) => this.add(text));
  }

  add(text: string): void {
    this.#text = (this.#text + text).slice(-KEPT);
  }

  /** The line that names an error, where there is one: interpreters print their stack above or below it. */
  get last(): string {
    const lines = this.#text.trim().split("\n");
    return (lines.findLast((line) => /^(?:\w+\.)*\w*Error\b/.test(line)) ?? lines.at(-1)!).trim();
  }
}
