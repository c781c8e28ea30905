export { accumulatorFor } from "./accumulator-for.ts";
export { formatMetric, METRICS, type MetricInfo } from "./metric-info.ts";
