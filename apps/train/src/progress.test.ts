import { expect, test } from "vitest";
import { clock } from "./progress.ts";

test.each([
  [0.4, "0:00"],
  [65, "1:05"],
  [59.7, "1:00"],
  [3600.2, "60:00"],
])("%d seconds read %s", (seconds, text) => {
  expect(clock(seconds)).toBe(text);
});
