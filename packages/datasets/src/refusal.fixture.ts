import { DataError } from "./data-error.ts";

/** The message of the DataError that a call throws or rejects with; any other error goes through. */
export async function refusal(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
  return "(nothing was refused)";
}
