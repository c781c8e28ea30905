/** What a person needs to read a metric. */
export interface MetricInfo {
  readonly label: string;
  /** `share` is 0..1, shown in per cent. */
  readonly unit: "share" | "m" | "°" | "dB" | "";
  readonly better: "higher" | "lower";
}

/** Every metric that an accumulator gives, by the name in its result. */
export const METRICS: Readonly<Record<string, MetricInfo>> = {
  miou: { label: "mean IoU", unit: "share", better: "higher" },
  pixelAccuracy: { label: "pixel accuracy", unit: "share", better: "higher" },
  abs: { label: "absolute error", unit: "m", better: "lower" },
  rmse: { label: "RMSE", unit: "m", better: "lower" },
  rel: { label: "relative error", unit: "share", better: "lower" },
  delta1: { label: "δ < 1.25", unit: "share", better: "higher" },
  mean: { label: "mean angle", unit: "°", better: "lower" },
  median: { label: "median angle", unit: "°", better: "lower" },
  within11_25: { label: "within 11.25°", unit: "share", better: "higher" },
  within22_5: { label: "within 22.5°", unit: "share", better: "higher" },
  within30: { label: "within 30°", unit: "share", better: "higher" },
  inverseAbs: { label: "absolute error", unit: "", better: "lower" },
  inverseRel: { label: "relative error", unit: "share", better: "lower" },
  iou: { label: "IoU", unit: "share", better: "higher" },
  f1: { label: "F1", unit: "share", better: "higher" },
  accuracy: { label: "accuracy", unit: "share", better: "higher" },
  odsF1: { label: "F1 at the best threshold", unit: "share", better: "higher" },
  heatRmse: { label: "RMSE", unit: "", better: "lower" },
  psnr: { label: "PSNR", unit: "dB", better: "higher" },
  colourAbs: { label: "absolute error", unit: "", better: "lower" },
};

/** The metric's value as people write it: `71.3 %`, `0.412 m`, `18.4°`; `–` if there is none. */
export function formatMetric(name: string, value: number | null): string {
  if (value === null) return "–";
  const unit = METRICS[name]?.unit ?? "";
  if (unit === "share") return `${(100 * value).toFixed(1)} %`;
  if (unit === "°") return `${value.toFixed(1)}°`;
  if (unit === "dB") return `${value.toFixed(1)} dB`;
  const digits = value.toPrecision(3);
  return unit === "" ? digits : `${digits} ${unit}`;
}
