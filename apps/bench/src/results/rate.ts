/** Thousand millions a second, of what is done in so many milliseconds. */
export const rate = (amount: number, ms: number): number => amount / ms / 1e6;
