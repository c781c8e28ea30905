/** Four digits, without zeros behind them. */
export const formatNumber = (value: number): string => String(Number(value.toPrecision(4)));
