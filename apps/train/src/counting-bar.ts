import { SingleBar } from "cli-progress";

/** How much of something has been done, on a terminal; nothing elsewhere. */
export interface CountingBar {
  /** To be called after each with how many are done, of how many. */
  onDone(done: number, all: number): void;
  stop(): void;
}

/** @param what is counted, in the plural */
export function countingBar(what: "images" | "rounds"): CountingBar {
  const bar = new SingleBar({
    format: `{bar} {percentage}% | {value} of {total} ${what} | {eta_formatted} left`,
    clearOnComplete: true,
  });
  return {
    onDone(done, all) {
      if (done === 1) bar.start(all, 0);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
