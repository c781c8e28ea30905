import { cosineSchedule, polynomialSchedule, type Schedule, stepSchedule, warmup } from "@equipoise/nn";
import type { Config } from "../config/schema.ts";

/** The learning rate of each step, counted from 0, for a run of `epochs` epochs of `stepsPerEpoch`. */
export function learningRate(config: Config, stepsPerEpoch: number): Schedule {
  const { schedule, optimizer, train } = config;
  const steps = train.epochs * stepsPerEpoch;
  const factor = factorOf(schedule, steps, stepsPerEpoch);
  const warmed = schedule.warmupSteps > 0 ? warmup(factor, schedule.warmupSteps) : factor;
  return (step) => optimizer.lr * warmed(step);
}

function factorOf(
  { name, stepEpochs, gamma, power }: Config["schedule"],
  steps: number,
  stepsPerEpoch: number,
): Schedule {
  switch (name) {
    case "constant":
      return () => 1;
    case "step":
      return stepSchedule(stepEpochs * stepsPerEpoch, gamma);
    case "polynomial":
      return polynomialSchedule(steps, power);
    case "cosine":
      return cosineSchedule(steps);
  }
}
