import { expect, test } from "vitest";
import type { Measured } from "./comparison.ts";
import { Outcomes } from "./outcomes.ts";
import type { Peer } from "./peers.ts";
import { peersTable } from "./table.ts";
import type { Work } from "./works.ts";

const peer = (name: string, role: Peer["role"]): Peer => ({ name, role, dawn: true });
const peers = {
  ours: peer("ours", "ours"),
  eager: peer("ours-eager", "ours"),
  slow: peer("slow", "trains"),
  fast: peer("fast", "trains"),
  runner: peer("runner", "runs"),
  yardstick: peer("yardstick", "yardstick"),
};
const greeted = new Map(
  Object.values(peers).map((each) => [
    each,
    { version: each.role === "ours" ? "" : "1.2.3", adapter: "", kinds: {} },
  ]),
);

function row(
  work: Work,
  ms: Partial<Record<keyof typeof peers, number>>,
  failed: (keyof typeof peers)[] = [],
) {
  const outcomes = new Outcomes<Measured>();
  for (const [name, value] of Object.entries(ms)) {
    const timing = { ms: value, p10Ms: value, p90Ms: value, samples: 9 };
    outcomes.given.set(peers[name as keyof typeof peers], { timing, difference: 0 });
  }
  for (const name of failed) outcomes.failed.set(peers[name], "broke");
  return { work, outcomes };
}

const work = (title: string, amounts: Pick<Work, "flops" | "bytes">): Work => {
  return { name: title, title, kind: "sum", clock: "steady", inputs: {}, tolerance: 0, ...amounts };
};
const works = [work("a product", { flops: 1e9 }), work("a sum", { bytes: 4e6 }), work("the host", {})];

const rows = [
  row(works[0]!, { ours: 100, eager: 125, slow: 500, fast: 250, runner: 150, yardstick: 10 }),
  row(works[1]!, { ours: 5, eager: 4, slow: 2 }, ["fast", "runner"]),
  row(works[2]!, { fast: 0.5 }, ["ours", "eager"]),
];

test("columns for a terminal", () => {
  const table = peersTable(works, greeted, false);
  expect(table.head + rows.map((each) => table.row(each)).join("")).toBe(
    [
      "ms (GFLOP/s or GB/s)         ours   ours-eager   slow 1.2.3   fast 1.2.3  runner 1.2.3  yardstick 1.2.3  × best that trains  × best that runs",
      "a product              100 (10.0)   125 (8.00)   500 (2.00)   250 (4.00)    150 (6.67)       10.0 (100)                2.50              1.50",
      "a sum                 5.00 (0.800)  4.00 (1.00)  2.00 (2.00)       failed        failed                –                0.50                 –",
      "the host                   failed       failed            –        0.500             –                –                   –                 –",
      "",
    ].join("\n"),
  );
});

test("Markdown", () => {
  const table = peersTable(works, greeted, true);
  expect(table.head.split("\n")[1]).toBe("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
  expect(table.row(rows[1]!)).toBe(
    "| a sum | 5.00 (0.800) | 4.00 (1.00) | 2.00 (2.00) | failed | failed | – | 0.50 | – |\n",
  );
});
