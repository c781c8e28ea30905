import { type StopSignal, signalCodes } from "./interruption.ts";

/** A request to stop, for the time in which somebody can honour it. */
export interface StopRequest {
  /** Aborted by the first signal. */
  readonly signal: AbortSignal;
  /** The signal that came, if one did. */
  readonly received: StopSignal | null;
  /** Leaves signals to the system again. */
  release(): void;
}

/**
 * Two signals closer than this are one: a terminal sends to every process of a group, and pnpm, which is in it, passes
 * on what it gets.
 */
const echoMilliseconds = 500;

/**
 * Takes a first signal as the wish to end well, and ends the process at a second one. SIGPIPE, an output that is lost, is
 * never a second one: what else ends a process, as Ctrl-C does, often ends the reader of its output too.
 */
export function stopOnSignals(say: (line: string) => void): StopRequest {
  const controller = new AbortController();
  let received: StopSignal | null = null;
  let since = 0;
  const onSignal = (name: NodeJS.Signals) => {
    const signal = name as StopSignal;
    if (received === null) {
      received = signal;
      since = performance.now();
      say(`${signal}: finishing the step, then saving. Once more leaves at once`);
      controller.abort();
    } else if (signal !== "SIGPIPE") {
      if (performance.now() - since > echoMilliseconds) process.exit(signalCodes[received]);
      if (received === "SIGPIPE") received = signal;
    }
  };
  const names = Object.keys(signalCodes) as StopSignal[];
  for (const name of names) process.on(name, onSignal);
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    release: () => {
      for (const name of names) process.off(name, onSignal);
    },
  };
}
