/** What a person needs to read a metric. */
export interface MetricInfo {
  readonly label: string;
  /** `share` is 0..1, shown in per cent. */
  readonly unit: "share" | "m" | "°" | "dB" | "";
  readonly better: "higher" | "lower";
  /** Whether relative changes are averaged over it, as the field does: others say the same again. */
  readonly inDelta: boolean;
}

/** Every metric that an accumulator gives, by the name in its result. */
export const METRICS: Readonly<Record<string, MetricInfo>> = {
  miou: { label: "mean IoU", unit: "share", better: "higher", inDelta: true },
  pixelAccuracy: { label: "pixel accuracy", unit: "share", better: "higher", inDelta: true },
  abs: { label: "absolute error", unit: "m", better: "lower", inDelta: true },
  rmse: { label: "RMSE", unit: "m", better: "lower", inDelta: false },
  rel: { label: "relative error", unit: "share", better: "lower", inDelta: true },
  delta1: { label: "δ < 1.25", unit: "share", better: "higher", inDelta: false },
  mean: { label: "mean angle", unit: "°", better: "lower", inDelta: true },
  median: { label: "median angle", unit: "°", better: "lower", inDelta: true },
  within11_25: { label: "within 11.25°", unit: "share", better: "higher", inDelta: true },
  within22_5: { label: "within 22.5°", unit: "share", better: "higher", inDelta: true },
  within30: { label: "within 30°", unit: "share", better: "higher", inDelta: true },
  inverseAbs: { label: "absolute error", unit: "", better: "lower", inDelta: true },
  inverseRel: { label: "relative error", unit: "share", better: "lower", inDelta: true },
  iou: { label: "IoU", unit: "share", better: "higher", inDelta: true },
  f1: { label: "F1", unit: "share", better: "higher", inDelta: false },
  accuracy: { label: "accuracy", unit: "share", better: "higher", inDelta: false },
  odsF1: { label: "F1 at the best threshold", unit: "share", better: "higher", inDelta: true },
  heatRmse: { label: "RMSE", unit: "", better: "lower", inDelta: true },
  psnr: { label: "PSNR", unit: "dB", better: "higher", inDelta: true },
  colourAbs: { label: "absolute error", unit: "", better: "lower", inDelta: false },
};

/** What is known of a metric; a log of another version may have others. */
export const metricInfo = (name: string): MetricInfo | null =>
  Object.hasOwn(METRICS, name) ? METRICS[name]! : null;

/** What people call a metric. */
export const metricLabel = (name: string): string => metricInfo(name)?.label ?? name;

/**
 * The metric's value as people write it: `71.3 %`, `0.412 m`, `18.4°`; `–` if there is none.
 *
 * @param halfWidth of its interval, which gets as many decimals: `0.412 ± 0.008 m`; null for none
 */
export function formatMetric(name: string, value: number | null, halfWidth: number | null = null): string {
  if (value === null) return "–";
  const unit = METRICS[name]?.unit ?? "";
  const scale = unit === "share" ? 100 : 1;
  const shown = digitsOf(scale * value, unit);
  const decimals = shown.split(".")[1]?.length ?? 0;
  const half = halfWidth === null ? null : (scale * halfWidth).toFixed(decimals);
  const interval = half === null ? shown : `${shown} ± ${half}`;
  if (unit === "°") return `${interval}°`;
  return unit === "" ? interval : `${interval} ${unit === "share" ? "%" : unit}`;
}

/** Three digits, but of what goes to 100 or so, one decimal. */
function digitsOf(value: number, unit: string): string {
  if (unit === "share" || unit === "°" || unit === "dB") return value.toFixed(1);
  const digits = value.toPrecision(3);
  return digits.includes("e") ? String(Number(digits)) : digits;
}
