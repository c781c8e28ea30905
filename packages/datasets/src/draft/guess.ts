import type { Facts } from "./facts.ts";

/** Fields of a task in a manifest, apart from where its files are. */
export type DraftedFields = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What files are taken for, and why. */
export type Guess =
  | { readonly as: "picture"; readonly why: string }
  | { readonly as: "task"; readonly fields: DraftedFields; readonly why: string }
  | { readonly as: "nothing"; readonly why: string };

export const task = (fields: DraftedFields, why: string): Guess => ({ as: "task", fields, why });
export const nothing = (why: string): Guess => ({ as: "nothing", why });

/** Labels have so many different values at most, unless their folder's name says that they are labels. */
export const fewValues = 64;

export const range = ({ low, high }: Facts): string => `${short(low)}..${short(high)}`;

export const short = (value: number): string => String(Number(value.toPrecision(4)));

export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
