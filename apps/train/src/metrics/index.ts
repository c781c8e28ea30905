export { accumulatorFor } from "./accumulator-for.ts";
export { type ConfusionCounts, classIous } from "./confusion.ts";
export { formatMetric, METRICS, metricInfo, metricLabel } from "./metric-info.ts";
