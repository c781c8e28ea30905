/** The factor on the learning rate at a step (or an epoch), counted from 0. */
export type Schedule = (step: number) => number;

/** gamma^⌊step / stepSize⌋. @see PyTorch `StepLR` */
export const stepSchedule =
  (stepSize: number, gamma: number): Schedule =>
  (step) =>
    gamma ** Math.floor(step / stepSize);

/** (1 − step / steps)^power, 0 from `steps` on. @see PyTorch `PolynomialLR` */
export const polynomialSchedule =
  (steps: number, power: number): Schedule =>
  (step) =>
    step < steps ? (1 - step / steps) ** power : 0;

/** From 1 down to `floor` along half a cosine, `floor` from `steps` on. @see PyTorch `CosineAnnealingLR` */
export const cosineSchedule =
  (steps: number, floor = 0): Schedule =>
  (step) =>
    step < steps ? floor + ((1 - floor) * (1 + Math.cos((Math.PI * step) / steps))) / 2 : floor;

/** Another schedule that grows to its full height over its first `steps` steps: times (step + 1) / steps. */
export const warmup =
  (schedule: Schedule, steps: number): Schedule =>
  (step) =>
    schedule(step) * Math.min((step + 1) / steps, 1);
