import { type Colour, fromHex } from "./colour.ts";

/** Paper, sand, orange, red, plum: lightness falls with the error, and no colour is that of an unknown pixel. */
const STOPS: readonly Colour[] = ["#f7f5ee", "#fbdc93", "#f2935a", "#c93a4b", "#5f1543"].map(fromHex);

/** The colour of an error 0..1, from light to dark; NaN is as dark as 1. */
export function errorColour(error: number): Colour {
  const at = (STOPS.length - 1) * (error < 1 ? Math.max(0, error) : 1) || 0;
  const k = Math.min(STOPS.length - 2, Math.floor(at));
  const [from, to] = [STOPS[k]!, STOPS[k + 1]!];
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * (at - k));
  return [mix(0), mix(1), mix(2)];
}
