import { describe, expect, it } from "vitest";
import { parseEvents, runRecord } from "./run-record.ts";
import { fakeRun } from "./testing/fake-run.ts";

const run = fakeRun({ tasks: ["depth", "normals"], epochs: 2, stepsPerEpoch: 10 });
const log = run.map((event) => `${JSON.stringify(event)}\n`).join("");

describe("parseEvents", () => {
  it("gives the events of a log", () => {
    expect(parseEvents(log, "events.jsonl")).toEqual(run);
    expect(parseEvents("", "events.jsonl")).toEqual([]);
  });

  it("reads whatever a run leaves that is stopped while it writes", () => {
    for (let length = 0; length <= log.length; length += 7) {
      const events = parseEvents(log.slice(0, length), "events.jsonl");
      expect(events).toEqual(run.slice(0, events.length));
      expect(events.length).toBeGreaterThanOrEqual(log.slice(0, length).split("\n").length - 1);
    }
    expect(parseEvents(log.trimEnd(), "events.jsonl")).toEqual(run);
  });

  it("reads logs of earlier versions, which lack some fields", () => {
    const [start, evaluation] = log.split("\n").map((line) => (line ? JSON.parse(line) : null));
    const { images: _, ...earlier } = start;
    const { step: __, confusion: ___, ...unstepped } = evaluation;
    expect(parseEvents(`${JSON.stringify(earlier)}\n${JSON.stringify(unstepped)}\n`, "log")).toEqual([
      { ...earlier, images: {} },
      unstepped,
    ]);
  });

  it("names the line that is no event", () => {
    const [start, evaluation] = log.split("\n");
    expect(() => parseEvents(`${start}\n{"event":"st\n${evaluation}\n`, "runs/a/events.jsonl")).toThrow(
      'runs/a/events.jsonl, line 2: expected an event of a run; got {"event":"st',
    );
    expect(() => parseEvents(`${"x".repeat(50)}\n`, "log")).toThrow(
      `log, line 1: expected an event of a run; got ${"x".repeat(40)}…`,
    );
    expect(() => parseEvents('{"event":"end","epochs":"two"}\n', "log")).toThrow(
      "log, line 1: expected an event of a run; got one whose epochs is wrong: Invalid input: expected number, received string",
    );
    expect(() => parseEvents('{"event":"begin"}\n', "log")).toThrow(
      "log, line 1: expected an event of a run; got one whose event is wrong: Invalid discriminator value. Expected 'start' | 'step' | 'period' | 'eval' | 'end'",
    );
  });
});

describe("runRecord", () => {
  it("sorts events by kind, in order, and takes the later of two for the same place", () => {
    const [start] = run;
    const step = (at: number, overall: number) =>
      ({ event: "step", epoch: 1, step: at, losses: {}, overall, lr: 1, ms: 1 }) as const;
    const record = runRecord([start!, step(2, 1), step(1, 5), step(2, 7)]);
    expect(record.steps.map(({ step, overall }) => [step, overall])).toEqual([
      [1, 5],
      [2, 7],
    ]);
    expect(record).toMatchObject({ start, periods: [], evals: [], end: null });
  });

  it("keeps evaluations of different splits apart", () => {
    const evaluation = (split: string, epoch: number) =>
      ({ event: "eval", epoch, split, losses: {}, metrics: {} }) as const;
    const { evals } = runRecord([evaluation("val", 0), evaluation("test", 0), evaluation("val", 1)]);
    expect(evals.map(({ split, epoch }) => [split, epoch])).toEqual([
      ["val", 0],
      ["val", 1],
      ["test", 0],
    ]);
  });

  it("tells those of the run's split from those of what is held out, which can be all that there is", () => {
    const evaluation = (split: string, epoch: number) =>
      ({ event: "eval", epoch, split, losses: {}, metrics: {} }) as const;
    const at = (epoch: number) => [evaluation("val", epoch), evaluation("held-out", epoch)];
    const both = runRecord([...at(0), ...at(1), ...at(1)]);
    expect(both.evals).toEqual([evaluation("val", 0), evaluation("val", 1)]);
    expect(both.heldOut).toEqual([evaluation("held-out", 0), evaluation("held-out", 1)]);
    const alone = runRecord([evaluation("held-out", 1), evaluation("held-out", 0)]);
    expect(alone.evals).toEqual([evaluation("held-out", 0), evaluation("held-out", 1)]);
    expect(alone.heldOut).toEqual([]);
  });
});
