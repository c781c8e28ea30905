/** A function of the distance d = x − target: its float64 definition beside the number of its case in the kernels. */
export interface Distance {
  readonly code: number;
  /** @param knee where the function changes its form */
  readonly define: (d: number, knee: number) => number;
}

/** Every function that a loss of this family averages. */
export const distances = {
  l1Loss: { code: 0, define: Math.abs },
  mseLoss: { code: 1, define: (d) => d * d },
  huberLoss: {
    code: 2,
    define: (d, delta) => (Math.abs(d) < delta ? d ** 2 / 2 : delta * (Math.abs(d) - delta / 2)),
  },
  smoothL1Loss: {
    code: 3,
    define: (d, beta) => (Math.abs(d) < beta ? d ** 2 / (2 * beta) : Math.abs(d) - beta / 2),
  },
  berHuLoss: {
    code: 4,
    define: (d, c) => (Math.abs(d) <= c ? Math.abs(d) : (d ** 2 + c ** 2) / (2 * c)),
  },
} as const satisfies Record<string, Distance>;

export type DistanceName = keyof typeof distances;
