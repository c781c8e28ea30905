/** A mean over runs, and how far off it may be. */
export interface Estimate {
  readonly mean: number;
  /** Half the width of the 95 % interval of the mean by Student's t; null for a single run, which says nothing of it. */
  readonly halfWidth: number | null;
  readonly runs: number;
}

/** Mean and interval of independent values, such as one metric over seeds; null for none. */
export function estimate(values: readonly number[]): Estimate | null {
  const runs = values.length;
  if (runs === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / runs;
  if (runs === 1) return { mean, halfWidth: null, runs };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (runs - 1);
  return { mean, halfWidth: quantile(runs - 1) * Math.sqrt(variance / runs), runs };
}

/** Student's t at 97.5 % for 1, 2, ... degrees of freedom. */
const table = [
  12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139,
  2.200985, 2.178813, 2.160369, 2.144787, 2.13145, 2.119905, 2.109816, 2.100922, 2.093024, 2.085963,
];

/** Beyond the table by its expansion at infinity, right to 6 digits there. */
function quantile(freedom: number): number {
  const known = table[freedom - 1];
  if (known !== undefined) return known;
  const z = 1.959963985;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
  ];
  return terms.reduce((sum, term, i) => sum + term / freedom ** (i + 1), z);
}
