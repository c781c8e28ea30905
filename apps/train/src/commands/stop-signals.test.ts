import { afterEach, expect, test, vi } from "vitest";
import { stopOnSignals } from "./stop-signals.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

test("the first signal asks to stop, an echo of it changes nothing, and a second one leaves at once", () => {
  let now = 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const exit = vi.spyOn(process, "exit").mockImplementation(() => undefined as never);
  const said: string[] = [];
  const before = process.listenerCount("SIGTERM");
  const stop = stopOnSignals((line) => said.push(line));
  expect(stop.received).toBe(null);
  process.emit("SIGTERM", "SIGTERM");
  expect(stop.signal.aborted).toBe(true);
  expect(stop.received).toBe("SIGTERM");
  expect(said).toEqual(["SIGTERM: finishing the step, then saving. Once more leaves at once"]);
  now += 100;
  process.emit("SIGTERM", "SIGTERM");
  expect(exit).not.toHaveBeenCalled();
  now += 500;
  process.emit("SIGTERM", "SIGTERM");
  expect(exit).toHaveBeenCalledWith(143);
  stop.release();
  expect(process.listenerCount("SIGTERM")).toBe(before);
});
