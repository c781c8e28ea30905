export { accumulatorFor } from "./accumulator-for.ts";
export { type ConfusionCounts, classIous } from "./confusion.ts";
export { formatMetric, METRICS, type MetricInfo } from "./metric-info.ts";
