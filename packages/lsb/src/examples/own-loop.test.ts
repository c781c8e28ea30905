import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { log, x } from "./own-loop.ts";

test("the example balances millimetres against a loss near 1", () => {
  expect(x).toBeCloseTo(1.5, 6); // midway: neither task draws harder than the other
  const { trained, means, overall } = log.at(-1)!;
  for (const task of ["depth", "normals"])
    expect((trained[task]! * means[task]!) / overall).toBeCloseTo(0.5, 6);
});

test("the README shows it", () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  expect(read("../../README.md")).toContain(`\`\`\`ts\n${read("./own-loop.ts")}\`\`\`\n`);
});
