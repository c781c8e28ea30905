import { z } from "zod";

/** 1, 2, 3, … */
export const positiveInteger = z.number().int().min(1);

/** 0, 1, 2, … */
export const count = z.number().int().min(0);

/** What random numbers start from. */
export const seed = count.max(2 ** 32 - 1);

/** 0 to 1. */
export const share = z.number().min(0).max(1);

/** A number for each task, by name. */
export const perTask = z.record(z.string(), z.number());
