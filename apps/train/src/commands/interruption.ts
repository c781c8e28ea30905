/** How a process ends that a signal has stopped, by convention 128 and the signal's number. */
export const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGPIPE: 141, SIGTERM: 143 } as const;

export type StopSignal = keyof typeof signalCodes;

/** A run that was stopped from outside, with all that it needs to go on. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  readonly exitCode: number;

  constructor(signal: StopSignal, message: string) {
    super(message);
    this.exitCode = signalCodes[signal];
  }
}
