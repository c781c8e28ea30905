import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { log, x } from "./own-steps.ts";

test("the example comes to where no loss can fall but at the other's cost, and has moved for both", () => {
  expect(x[0]! / 2 + x[1]!).toBeCloseTo(1, 2); // on the line between the tasks' own minima
  for (const task of ["depth", "normals"]) expect(log.at(-1)!.means[task]).toBeLessThan(log[0]!.means[task]!);
  expect(log.map(({ labelled }) => labelled)).toEqual(log.map(() => ({ depth: 10, normals: 10 })));
});

test("the README shows it", () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  expect(read("../../README.md")).toContain(`\`\`\`ts\n${read("./own-steps.ts")}\`\`\`\n`);
});
