export { accumulatorFor } from "./accumulator-for.ts";
export type { ConfusionCounts } from "./confusion.ts";
export { formatMetric, METRICS, type MetricInfo } from "./metric-info.ts";
