import { describe, expect, test } from "vitest";
import { comparisonResult, kernelResult, stepResult } from "./result.ts";
import { digits, Table } from "./table.ts";
import { cellsOf, tableOf } from "./tables.ts";

const label = { op: "conv2d", case: "3x3, 32 to 13", pass: "dx", dtype: "f32" } as const;
const timing = { ms: 2, p10Ms: 1, p90Ms: 2.5, samples: 9 };
const ceilings = { gflopPerSecond: 40, gbPerSecond: 5 };
const facts = { kind: "kernel", flops: 8e6, bytes: 4e6, dispatches: 1 } as const;

describe("results", () => {
  test("rates are by the median, the share by the undisturbed tenth, of the ceiling that binds", () => {
    expect(kernelResult(label, timing, facts, ceilings)).toEqual({
      ...label,
      ...timing,
      ...facts,
      ceilings,
      gflopPerSecond: 4,
      gbPerSecond: 2,
      bound: "memory",
      share: 0.8,
    });
    const { bound, share } = kernelResult(label, timing, { ...facts, flops: 36e6 }, ceilings);
    expect({ bound, share }).toEqual({ bound: "multiply-adds", share: 0.9 });
  });

  test("a comparison is of both revisions' times, and tells the speed-up by the medians", () => {
    const after = { ...timing, ms: 0.5 };
    expect(comparisonResult(label, "abc1234", timing, after)).toEqual({
      kind: "comparison",
      ...label,
      revision: "abc1234",
      before: timing,
      after,
      speedUp: 4,
    });
  });
});

describe("tables", () => {
  const kernel = kernelResult(label, timing, facts, ceilings);
  const short = { ...label, op: "sum", case: "4M, over all", pass: "forward" } as const;

  test("kernels in columns", () => {
    const table = tableOf("kernel", [label, short], false);
    const still = kernelResult(short, { ...timing, ms: 0.0123 }, { ...facts, flops: 0 }, ceilings);
    expect(table.head() + table.row(cellsOf(kernel)) + table.row(cellsOf(still))).toBe(
      "op      call           pass           ms       p90   GFLOP/s      GB/s  of ceiling\n" +
        "conv2d  3x3, 32 to 13  dx           2.00      2.50      4.00      2.00  80.0 % copy\n" +
        "sum     4M, over all   forward    0.0123      2.50         –       325  80.0 % copy\n",
    );
  });

  test("steps in Markdown", () => {
    const step = { ...label, op: "small", case: "8 images", pass: "captured" } as const;
    const costs = {
      hostMs: 0.5,
      firstMs: 1234,
      dispatches: 300,
      submits: 1,
      peakBytes: 3 * 2 ** 20,
      overLeast: 0.014,
    };
    const table = tableOf("step", [step], true);
    expect(table.head() + table.row(cellsOf(stepResult(step, timing, { kind: "step", ...costs })))).toBe(
      "| network | batch | step | ms | p90 | host ms | first ms | dispatches | submits | peak MiB | over least |\n" +
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n" +
        "| small | 8 images | captured | 2.00 | 2.50 | 0.500 | 1234 | 300 | 1 | 3.00 | 1.40 % |\n",
    );
    const large = stepResult(step, timing, { kind: "step", ...costs, hostMs: null, overLeast: null });
    expect(table.row(cellsOf(large))).toMatch(/\| 2\.50 \| – \| 1234 \|.*\| 3\.00 \| – \|\n$/);
  });

  test("half precision stands beside the call", () => {
    expect(cellsOf({ ...kernel, dtype: "f16" })[1]).toBe("3x3, 32 to 13, f16");
  });

  test("a column is as wide as what is known to come", () => {
    const table = new Table([{ title: "a", cells: ["long"] }, { title: "number" }], { markdown: false });
    expect(table.row(["b", "1"])).toBe("b            1\n");
  });

  test("numbers have three digits that count", () => {
    const written = [0, 0.00012, 0.0123, 0.5, 1.234, 12.34, 123.4, 1234.5, -2.5].map(digits);
    expect(written).toEqual(["0", "0.0001", "0.0123", "0.500", "1.23", "12.3", "123", "1235", "-2.50"]);
  });
});
