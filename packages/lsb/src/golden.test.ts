import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Balancer, Gram, PerTask, StepBalancer } from "./index.ts";
import {
  alignedMtl,
  caGrad,
  dbMtl,
  dwa,
  everyStep,
  famo,
  gls,
  gradNorm,
  imtlG,
  imtlL,
  mgda,
  mlr,
  nashMtl,
  pcGrad,
  rlw,
  stch,
  stchPlain,
  uw,
  uwSo,
} from "./index.ts";
import { averages, looksBack } from "./testing/drive.ts";

interface GoldenStep {
  readonly losses: PerTask;
  readonly learningRate?: number;
  readonly gram?: Gram;
  readonly after?: PerTask;
  readonly average?: PerTask<{ keep: number; add: number }>;
  readonly weights: PerTask;
  readonly heads?: PerTask;
}

interface GoldenTrace {
  readonly name: string;
  readonly tasks: readonly string[];
  readonly options: object;
  readonly periods: readonly (readonly GoldenStep[])[];
}

const methods: Readonly<Record<string, (options: object) => Balancer | StepBalancer>> = {
  ...{ dwa, famo, gls, mlr, rlw, stch, uw },
  ...{ "aligned-mtl": alignedMtl, cagrad: caGrad, "db-mtl": dbMtl, gradnorm: gradNorm, "imtl-g": imtlG },
  ...{ mgda, "nash-mtl": nashMtl, pcgrad: pcGrad },
  ...{ "imtl-l": imtlL, "stch-plain": stchPlain, "uw-so": uwSo },
};

function expectClose(values: PerTask, expected: PerTask, where: string) {
  expect(Object.keys(values).sort()).toEqual(Object.keys(expected).sort());
  for (const [task, value] of Object.entries(expected))
    expect(Math.abs(values[task]! - value), `${where} of ${task}`).toBeLessThanOrEqual(
      1e-9 * Math.abs(value),
    );
}

describe.each(Object.keys(methods))("NumPy's float64 rule gives the same weights: %s", (method) => {
  const file = new URL(`../golden/${method}.json`, import.meta.url);
  const traces: readonly GoldenTrace[] = JSON.parse(readFileSync(file, "utf8"));
  test.each(traces)("$name", ({ tasks, options, periods }) => {
    const balancer = everyStep(methods[method]!(options));
    let state = balancer.init(tasks);
    for (const [t, steps] of periods.entries()) {
      for (const [s, { losses, learningRate, gram, after, ...expected }] of steps.entries()) {
        const where = `period ${t + 1}, step ${s + 1}`;
        if (averages(balancer)) expect(balancer.average(state, losses), where).toEqual(expected.average);
        const stepped = balancer.step(state, { losses, gram, learningRate });
        expectClose(stepped.weights, expected.weights, `${where}: weight`);
        if (expected.heads) expectClose(stepped.heads, expected.heads, `${where}: head`);
        state = looksBack(balancer) ? balancer.after(stepped.state, after!) : stepped.state;
      }
      state = balancer.observe(state).state;
    }
  });
});
