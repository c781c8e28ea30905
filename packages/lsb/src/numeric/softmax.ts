/** `e^{x_i} / sum_j e^{x_j}`, whatever the size of x. */
export function softmax(x: readonly number[]): number[] {
  const most = Math.max(...x);
  const raised = x.map((value) => Math.exp(value - most));
  const total = raised.reduce((sum, value) => sum + value, 0);
  return raised.map((value) => value / total);
}
