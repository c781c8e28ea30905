import { DataError } from "../data-error.ts";

/** What the header of an npy file says of its numbers. */
export interface NpyHeader {
  /** numpy's name of their type, such as `<f4`. */
  readonly descr: string;
  /** Whether the first index runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** `'name': value`, where the value is a text, a truth or a tuple. */
const entry = /\s*(['"])(\w+)\1\s*:\s*(?:'([^']*)'|"([^"]*)"|(True|False)|\(([\d\sL,]*)\))\s*(?:,|(?=\}))/y;

/**
 * The header of an npy file, a dictionary in Python's syntax.
 *
 * @throws {DataError} if it is none, or one of anything but plain numbers.
 */
export function parseHeader(file: string, text: string): NpyHeader {
  const values = dictionary(text.trim());
  const [descr, order, shape] = ["descr", "fortran_order", "shape"].map((name) => values?.get(name));
  if (typeof descr === "string" && typeof order === "boolean" && Array.isArray(shape) && values?.size === 3)
    return { descr, fortranOrder: order, shape };
  throw new DataError(file, {
    position: "header",
    expected: "descr, fortran_order and shape of an array of plain numbers",
    got: shorten(text.trim()),
    cure: "save it again with numpy.save, as an array of numbers",
  });
}

type Value = string | boolean | readonly number[];

function dictionary(text: string): ReadonlyMap<string, Value> | undefined {
  const values = new Map<string, Value>();
  let at = 1;
  while (text.slice(at).trim() !== "}") {
    entry.lastIndex = at;
    const [whole, , name, single, double, truth, tuple] = entry.exec(text) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    const value = tuple === undefined ? (single ?? double ?? truth === "True") : integers(tuple);
    if (value === undefined) return undefined;
    values.set(name, value);
    at += whole.length;
  }
  return text.startsWith("{") ? values : undefined;
}

/** The numbers of `2, 3`, of `2,` and of nothing; Python 2 writes them as `2L`. */
function integers(tuple: string): number[] | undefined {
  const parts = tuple.split(",").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  return parts.every((part) => /^\d+L?$/.test(part)) ? parts.map(Number.parseFloat) : undefined;
}

function shorten(text: string): string {
  const shown = JSON.stringify(text);
  return shown.length > 80 ? `${shown.slice(0, 77)}..."` : shown;
}
