import { DataError, heldOutSplit } from "@equipoise/datasets";
import type { EndEvent, EvalEvent, PeriodEvent, RunEvent, StartEvent, StepEvent } from "../events.ts";
import { eventSchema } from "./event-schema.ts";
import { groupBy } from "./group-by.ts";

/** A run's events by kind, each kind in order; a run that is not over lacks some. */
export interface RunRecord {
  readonly start: StartEvent | null;
  readonly steps: readonly StepEvent[];
  readonly periods: readonly PeriodEvent[];
  /** Of the split that the run's results are of. */
  readonly evals: readonly EvalEvent[];
  /** Of what the run holds out of its training besides. */
  readonly heldOut: readonly EvalEvent[];
  readonly end: EndEvent | null;
}

/**
 * The events of a log, one JSON object a line.
 *
 * A last line without its end is what a run leaves that was stopped while it wrote; it is left out if it cannot be read.
 *
 * @param source names the log in messages
 * @throws {DataError} naming the first other line that is no event.
 */
export function parseEvents(text: string, source: string): RunEvent[] {
  const lines = text.split("\n");
  const unfinished = lines.length - 1;
  return lines.flatMap((line, i) => {
    if (line.trim() === "") return [];
    const event = parseEvent(line);
    if (typeof event !== "string") return [event];
    if (i === unfinished) return [];
    throw new DataError(source, { position: `line ${i + 1}`, expected: "an event of a run", got: event });
  });
}

/** The event, or what is wrong with the line. */
function parseEvent(line: string): RunEvent | string {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return line.length > 40 ? `${line.slice(0, 40)}…` : line;
  }
  const parsed = eventSchema.safeParse(fields);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  return path.length > 0 ? `one whose ${path.join(".")} is wrong: ${message}` : message;
}

/** Sorts events by kind; of two for the same step, period or evaluation the later counts. */
export function runRecord(events: readonly RunEvent[]): RunRecord {
  const of = <K extends RunEvent["event"]>(kind: K) =>
    events.filter((event): event is Extract<RunEvent, { event: K }> => event.event === kind);
  const splits = groupBy(of("eval"), ({ split }) => split);
  // What is held out can be all that there is to evaluate.
  const heldOut = splits.size > 1 ? splits.get(heldOutSplit) : undefined;
  if (heldOut) splits.delete(heldOutSplit);
  const byEpoch = (evals: readonly EvalEvent[]) => latest(evals, ({ epoch }) => epoch);
  return {
    start: of("start").at(-1) ?? null,
    steps: latest(of("step"), ({ step }) => step),
    periods: latest(of("period"), ({ period }) => period),
    evals: [...splits.values()].flatMap(byEpoch),
    heldOut: byEpoch(heldOut ?? []),
    end: of("end").at(-1) ?? null,
  };
}

function latest<T>(events: readonly T[], positionOf: (event: T) => number): T[] {
  const byPosition = new Map(events.map((event) => [positionOf(event), event]));
  return [...byPosition].sort(([a], [b]) => a - b).map(([, event]) => event);
}
