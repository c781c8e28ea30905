import type { EvalEvent, PeriodEvent, RunEvent } from "../../events.ts";

export interface FakeRun {
  readonly tasks: readonly string[];
  readonly epochs: number;
  readonly stepsPerEpoch: number;
}

const METRICS: readonly Readonly<Record<string, readonly [untrained: number, trained: number]>>[] = [
  { miou: [0.02, 0.48], pixelAccuracy: [0.07, 0.79] },
  { abs: [2.1, 0.31], rel: [0.82, 0.13], rmse: [2.4, 0.52], delta1: [0.04, 0.85] },
  {
    mean: [88, 19],
    median: [87, 13.5],
    within11_25: [0.01, 0.44],
    within22_5: [0.03, 0.7],
    within30: [0.06, 0.81],
  },
];

/** Noise from -1 to 1, the same in every run of the tests. */
const noise = (n: number): number => ((Math.sin(n * 12.9898) * 43758.5453) % 1) * 2 - 1;
const start = (k: number): number => [2.56, 1.9, 0.62, 0.3][k % 4]!;
const loss = (k: number, epoch: number): number =>
  start(k) * (0.22 + 0.05 * (k % 3) + (0.7 - 0.05 * (k % 3)) * Math.exp(-epoch / (2 + 1.5 * (k % 3))));

const CLASSES = ["floor", "wall", "ceiling", "box", "ball", "lamp"];

/** Pixels of each class, the first class the most; more of them right from epoch to epoch, the rest one class too far. */
function confusionAt(epoch: number): number[][] {
  return CLASSES.map((_, truth) => {
    const pixels = 6000 / (truth + 1);
    const right = Math.round(pixels * (1 - 1 / (epoch + 2)));
    const row = Array<number>(CLASSES.length + 1).fill(0);
    row[truth] = right;
    row[(truth + 1) % CLASSES.length] = pixels - right;
    return row;
  });
}

/** The same log, with each evaluation followed by one of what is held out: half the loss, and metrics of nobody's. */
export const holdingOut = (events: readonly RunEvent[]): RunEvent[] =>
  events.flatMap((event): RunEvent[] => {
    if (event.event !== "eval") return [event];
    const losses = Object.fromEntries(
      Object.entries(event.losses).map(([task, loss]) => [task, loss && loss / 2]),
    );
    const metrics = Object.fromEntries(
      Object.entries(event.metrics).map(([task, values]) => [
        task,
        Object.fromEntries(Object.keys(values).map((name) => [name, 0])),
      ]),
    );
    return [event, { ...event, split: "held-out", losses, metrics }];
  });

/** The log of a run that looks like one, balanced by the rule of LSB. */
export function fakeRun({ tasks, epochs, stepsPerEpoch }: FakeRun): RunEvent[] {
  const perTask = (value: (k: number) => number) =>
    Object.fromEntries(tasks.map((task, k) => [task, value(k)]));
  const config = {
    data: { dir: null, width: 64, height: 48, train: 320, val: 48, seed: 0 },
    model: { size: "tiny" },
    train: { epochs, batchSize: 8, seed: 0, logEvery: 5 },
    balancer: { name: "lsb", period: 1, priorities: null, beta: { kind: "linear", step: 0.02, cap: null } },
  };
  const evaluation = (epoch: number): EvalEvent => ({
    event: "eval",
    epoch,
    step: epoch * stepsPerEpoch,
    split: "val",
    losses: perTask((k) => loss(k, epoch) * (1.02 + 0.012 * epoch + 0.03 * noise(epoch + 31 * k))),
    metrics: Object.fromEntries(
      tasks.map((task, k) => [
        task,
        Object.fromEntries(
          Object.entries(METRICS[k % 3]!).map(([name, [untrained, trained]]) => {
            const way = 1 - Math.exp(-epoch / (3 + (k % 3)));
            return [name, untrained + (trained - untrained) * way * (1 + 0.03 * noise(epoch * 7 + k))];
          }),
        ),
      ]),
    ),
    confusion: Object.fromEntries(tasks.slice(0, 1).map((task) => [task, confusionAt(epoch)])),
  });
  const events: RunEvent[] = [
    {
      event: "start",
      tasks,
      classes: tasks[0] === undefined ? {} : { [tasks[0]]: CLASSES },
      images: { train: 8 * stepsPerEpoch, val: 16 },
      config,
      adapter: {
        description: "NVIDIA RTX A2000",
        vendor: "nvidia",
        architecture: "ampere",
        kernels: "gpu",
        f16: true,
      },
      parameters: 1_243_287,
    },
    evaluation(0),
  ];
  let trained = perTask(() => 1 / tasks.length);
  const periods: PeriodEvent[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    for (let i = 5; i <= stepsPerEpoch; i += 5) {
      const step = (epoch - 1) * stepsPerEpoch + i;
      const losses = perTask((k) => loss(k, step / stepsPerEpoch) * (1 + 0.09 * noise(step + 977 * k)));
      const overall = tasks.reduce((sum, task) => sum + trained[task]! * losses[task]!, 0);
      events.push({
        event: "step",
        epoch,
        step,
        losses,
        overall,
        lr: 2e-3 * (1 - epoch / (epochs + 1)),
        ms: 41,
      });
    }
    const period = periodOf(
      tasks,
      epoch,
      stepsPerEpoch,
      trained,
      periods,
      perTask((k) => loss(k, epoch - 0.5)),
    );
    periods.push(period);
    events.push(period, evaluation(epoch));
    trained = { ...period.weights };
  }
  const steps = epochs * stepsPerEpoch;
  events.push({
    event: "end",
    epochs,
    steps,
    seconds: 207.4,
    imagesPerSecond: 186.3,
    peakBytes: 151_404_544,
  });
  return events;
}

function periodOf(
  tasks: readonly string[],
  period: number,
  stepsPerEpoch: number,
  trained: PeriodEvent["trained"],
  before: readonly PeriodEvent[],
  means: PeriodEvent["means"],
): PeriodEvent {
  const overall = tasks.reduce((sum, task) => sum + trained[task]! * means[task]!, 0);
  const last = before.at(-1);
  const beta = 0.1 * Math.max(0, period - 1);
  const difficulty = last
    ? Object.fromEntries(
        tasks.map((task) => [task, (means[task]! / last.means[task]! / (overall / last.overall)) ** beta]),
      )
    : null;
  const alpha = 1 / tasks.reduce((sum, task) => sum + (difficulty?.[task] ?? 1) / tasks.length, 0);
  const weights = Object.fromEntries(
    tasks.map((task) => [
      task,
      (alpha * (overall / means[task]!) * (difficulty?.[task] ?? 1)) / tasks.length,
    ]),
  );
  const at = { period, epoch: period, step: period * stepsPerEpoch };
  return { event: "period", ...at, means, overall, trained, weights, difficulty, beta };
}
