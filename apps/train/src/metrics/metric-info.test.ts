import { expect, test } from "vitest";
import { formatMetric } from "./metric-info.ts";

test.each([
  ["miou", 0.71349, 0.00961, "71.3 ± 1.0 %"],
  ["abs", 0.4119, 0.00301, "0.412 ± 0.003 m"],
  ["abs", 12.3456, 0.5, "12.3 ± 0.5 m"],
  ["abs", 1234.5, 56.7, "1230 ± 57 m"],
  ["mean", 18.43, 1.26, "18.4 ± 1.3°"],
  ["psnr", 21.25, 0.04, "21.3 ± 0.0 dB"],
  ["heatRmse", 0.0001234, 0.00002, "0.000123 ± 0.000020"],
  ["of another version", 2, 0.5, "2.00 ± 0.50"],
] as const)("%s of %d, give or take %d, is %s", (name, value, halfWidth, expected) => {
  expect(formatMetric(name, value, halfWidth)).toBe(expected);
  expect(formatMetric(name, value)).toBe(expected.replace(/ ± [\d.]+/, ""));
});

test("a metric without a value is a dash", () => {
  expect(formatMetric("miou", null)).toBe("–");
});
