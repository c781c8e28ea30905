import { describe, expect, it } from "vitest";
import { formatBytes, formatCount, formatDuration } from "./format.ts";

describe("numbers for people", () => {
  it.each([
    [0, "0.0 s"],
    [41.23, "41.2 s"],
    [200.4, "3 min 20 s"],
    [3599.6, "1 h 00 min"],
    [7500, "2 h 05 min"],
  ])("writes %f seconds as %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it.each([
    [0, "0 bytes"],
    [1023, "1023 bytes"],
    [1536, "1.50 KiB"],
    [151_404_544, "144 MiB"],
    [3 * 2 ** 30, "3.00 GiB"],
  ])("writes %i bytes as %s", (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it("groups digits", () => {
    expect(formatCount(1_243_287)).toBe("1,243,287");
  });
});
