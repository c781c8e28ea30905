import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { StepEvent } from "../events.ts";
import { newFolder } from "../testing/command.ts";
import { EventLog, readEvents } from "./event-log.ts";

const event = (step: number): StepEvent => ({
  event: "step",
  epoch: 1,
  step,
  losses: { größe: 0.1 + 0.2 },
  overall: 1e-300,
  lr: 0.01,
  ms: 5,
});

test("events come back as they were, and a log goes on where it was cut", () => {
  const path = join(newFolder(), "events.jsonl");
  const log = new EventLog(path);
  expect(log.events()).toEqual([]);
  log.add(event(1));
  const bytes = log.sync();
  log.add(event(2));
  log.close();
  expect(bytes * 2).toBe(readFileSync(path).length);
  const again = new EventLog(path, bytes);
  expect(again.events()).toEqual([event(1)]);
  again.add(event(3));
  again.close();
  expect(readEvents(path)).toEqual([event(1), event(3)]);
});

test("a line that was not finished is none", () => {
  const path = join(newFolder(), "events.jsonl");
  const log = new EventLog(path);
  log.add(event(1));
  log.close();
  appendFileSync(path, '{"event":"st');
  expect(readEvents(path)).toEqual([event(1)]);
});

test("a number that JSON does not know is refused, and a log shorter than it should be", () => {
  const path = join(newFolder(), "events.jsonl");
  const log = new EventLog(path);
  expect(() => log.add({ ...event(1), lr: Number.NaN })).toThrow(
    "event step: expected finite numbers; got lr NaN",
  );
  expect(log.sync()).toBe(0);
  log.close();
  writeFileSync(path, "12345");
  expect(() => new EventLog(path, 6)).toThrow(
    `${path}: expected the 6 bytes that the checkpoint stands on; got 5. The log was changed: start the run again`,
  );
  expect(() => new EventLog(path, 4)).toThrow(
    `${path}: expected the 4 bytes that the checkpoint stands on; got others. The log was changed: start the run again`,
  );
  expect(readFileSync(path, "utf8")).toBe("12345");
});

test("a line that is no event is named", () => {
  const path = join(newFolder(), "events.jsonl");
  writeFileSync(path, "{}\nhello\n");
  expect(() => readEvents(path)).toThrow(
    `${path}, line 1: expected an event of a run; got one whose event is wrong`,
  );
});
