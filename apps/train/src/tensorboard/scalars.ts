import type { RunEvent } from "../events.ts";

/** The largest number that TensorBoard's files hold. */
const LARGEST = 3.4028234663852886e38;

/** What TensorBoard draws of an event: numbers by tag, at a step; `null` if it draws none. */
export function scalarsOf(event: RunEvent): { step: number; scalars: Record<string, number> } | null {
  switch (event.event) {
    case "step":
      return known(event.step, {
        ...under("train/loss", event.losses),
        "train/overall": event.overall,
        "train/learning rate": event.lr,
        "train/ms per step": event.ms,
      });
    case "period": {
      const { step, means, trained, weights, difficulty, beta } = event;
      const scales = Object.entries(means).map(
        ([task, mean]) => [task, mean * (trained[task] ?? 0)] as const,
      );
      return known(step, {
        ...under("balance/weight", weights),
        ...under("balance/loss scale", Object.fromEntries(scales)),
        ...under("balance/difficulty", difficulty ?? {}),
        "balance/beta": beta,
      });
    }
    case "eval": {
      const { step = event.epoch, split, losses, metrics } = event;
      const byTask = Object.entries(metrics).map(([task, values]) => under(`${split}/${task}`, values));
      return known(step, Object.assign(under(`${split}/loss`, losses), ...byTask));
    }
    default:
      return null;
  }
}

type Values = Readonly<Record<string, number | null>>;

const under = (group: string, values: Values): Record<string, number | null> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${group}/${name}`, value]));

const known = (step: number, values: Values) => ({
  step,
  scalars: Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, number] => entry[1] !== null && Math.abs(entry[1]) <= LARGEST,
    ),
  ),
});
