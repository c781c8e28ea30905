/** Codes of the kernels' functions: the four of arithmetic, and −a·b, for the backward of equal shapes alone. */
export const functionCodes = { add: 0, sub: 1, mul: 2, div: 3, negatedMul: 4 } as const;

export type BinaryFunction = keyof typeof functionCodes;
