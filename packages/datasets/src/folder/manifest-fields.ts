import { z } from "zod";

// Messages are the "expected ..." part of the error that a person sees.

/** Name of a split or a task. */
export const identifier = z
  .string()
  .regex(/^[A-Za-z][\w-]*$/, "a name that starts with a letter and goes on with letters, digits, _ or -");

/** A folder inside the data folder, so that opening a data set never reads anything beside it. */
export const folderName = z
  .string()
  .refine(staysInside, "a folder inside the data folder, such as train/image, with no .. and not absolute");

export const positiveInteger = z.int("an integer >= 1").min(1, "an integer >= 1");

export const byte = z.int("an integer 0..255").min(0, "an integer 0..255").max(255, "an integer 0..255");

export const word = z
  .int("an integer 0..65535")
  .min(0, "an integer 0..65535")
  .max(65535, "an integer 0..65535");

function staysInside(name: string): boolean {
  // A backslash or a colon would mean another folder on Windows.
  return name.split("/").every((part) => part !== "" && part !== ".." && !/[\\:\0]/.test(part));
}
