export { accumulatorFor } from "./accumulator-for.ts";
export type { MetricAccumulator } from "./metric-accumulator.ts";
export { formatMetric, METRICS, type MetricInfo } from "./metric-info.ts";
