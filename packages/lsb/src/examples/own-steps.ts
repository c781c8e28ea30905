import { gramMatrix, nashMtl, type PeriodRecord } from "@equipoise/lsb";

// Two weights, two tasks: depth, in millimetres, draws them to (2, 0), and normals draw them to (0, 1).
const losses = ([x, y]: number[]) => ({
  depth: 1000 * ((x! - 2) ** 2 + y! ** 2),
  normals: x! ** 2 + (y! - 1) ** 2,
});
const slopes = ([x, y]: number[]) => ({
  depth: [2000 * (x! - 2), 2000 * y!],
  normals: [2 * x!, 2 * (y! - 1)],
});

const balancer = nashMtl(); // or any other that needs gradients; without `gram`, any that needs losses alone
let state = balancer.init(["depth", "normals"]);
export let x = [0, 0];
export const log: PeriodRecord[] = [];

for (let epoch = 0; epoch < 40; epoch++) {
  for (let step = 0; step < 10; step++) {
    const { depth, normals } = slopes(x);
    const gram = gramMatrix({ depth, normals });
    const { weights: w, state: next } = balancer.step(state, { losses: losses(x), gram });
    const rate = 0.05 / (1 + epoch);
    x = x.map((value, i) => value - rate * (w["depth"]! * depth[i]! + w["normals"]! * normals[i]!));
    state = next; // JSON.stringify(state) is all there is to save
  }
  const { state: next, record } = balancer.observe(state); // ends a period, for the log
  log.push(record);
  state = next;
}
