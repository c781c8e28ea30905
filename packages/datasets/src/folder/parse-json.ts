import { DataError } from "../data-error.ts";

/**
 * The value of a JSON text.
 *
 * @throws {DataError} with the line and column at which the text stops being JSON.
 */
export function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const at = firstBadCharacter(text);
    const lines = text.slice(0, at).split("\n");
    const position = `line ${lines.length}, column ${lines.at(-1)!.length + 1}`;
    const got = at === text.length ? "the end of the file" : JSON.stringify(text[at]);
    throw new DataError(file, { position, expected: "valid JSON", got }, { cause });
  }
}

/** Where a text stops being the start of valid JSON. */
function firstBadCharacter(text: string): number {
  // V8 tells no place for some errors, but it does tell a text that is wrong from one that is only too short.
  const canGoOn = (length: number) => {
    try {
      JSON.parse(text.slice(0, length));
      return true;
    } catch (error) {
      const message = String(error);
      const place = /at position (\d+)/.exec(message)?.[1];
      return /end of JSON input|Unterminated/.test(message) || Number(place ?? -1) >= length;
    }
  };
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (canGoOn(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
