import { addStep, lossScaleBalancing, type PeriodRecord, periodMeans, startPeriod } from "@equipoise/lsb";

// One parameter, two tasks: depth, in millimetres, draws it to 2, and normals draw it to 1.
const losses = (x: number) => ({ depth: 1000 * ((x - 2) ** 2 + 1), normals: (x - 1) ** 2 + 1 });
const slopes = (x: number) => ({ depth: 2000 * (x - 2), normals: 2 * (x - 1) });

const balancer = lossScaleBalancing({ priorities: { depth: 1, normals: 1 } });
let state = balancer.init(["depth", "normals"]);
export let x = 0;
export const log: PeriodRecord[] = [];

for (let epoch = 0; epoch < 40; epoch++) {
  const w = balancer.weights(state);
  let period = startPeriod(["depth", "normals"]);
  for (let step = 0; step < 10; step++) {
    const { depth, normals } = slopes(x);
    period = addStep(period, losses(x)); // leave out a task that has no label in this step
    x -= 1e-4 * (w["depth"]! * depth + w["normals"]! * normals); // the gradient of sum_k w_k L_k
  }
  const { state: next, record } = balancer.observe(state, periodMeans(period));
  log.push(record);
  state = next; // JSON.stringify(state) is all there is to save
}
