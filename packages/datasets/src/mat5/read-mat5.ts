import { DataError } from "../data-error.ts";
import { damaged } from "../files/damaged.ts";
import { type Element, elements, MATRIX, mostBytes, numbersOf } from "./elements.ts";

/** What a variable of MATLAB holds, as far as data sets need it; arrays have their first axis innermost. */
export type MatValue =
  | { readonly kind: "numbers"; readonly shape: readonly number[]; readonly numbers: Float64Array }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "cells"; readonly shape: readonly number[]; readonly cells: readonly MatValue[] }
  | { readonly kind: "other" };

/**
 * The variables of a MAT-file of version 5, which MATLAB writes up to version 7 and SciPy writes, by name.
 *
 * @throws {DataError} if the file is of another kind, truncated or damaged.
 * @see https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf
 */
export function readMat5(file: string, bytes: Uint8Array): ReadonlyMap<string, MatValue> {
  const mark = String.fromCharCode(...bytes.subarray(126, 128));
  const littleEndian = mark === "IM";
  const version = bytes[littleEndian ? 125 : 124];
  if ((!littleEndian && mark !== "MI") || version !== 1)
    throw new DataError(file, {
      expected: "a MAT-file of version 5",
      got: version === 2 ? "one of version 7.3" : `${bytes.length} bytes of something else`,
      cure: "take the original file, or save it again with save -v7",
    });
  if (bytes.length > mostBytes)
    throw new DataError(file, {
      expected: `at most ${mostBytes} bytes`,
      got: String(bytes.length),
      cure: "take the original file, which is smaller",
    });
  try {
    const variables = new Map<string, MatValue>();
    for (const element of elements(bytes.subarray(128), littleEndian))
      if (element.type === MATRIX) variables.set(...matrix(element, littleEndian, 0));
    return variables;
  } catch (cause) {
    throw damaged(file, "a whole MAT-file", cause, "copy or download the file again");
  }
}

const [CELL, CHARACTERS, FIRST_NUMERIC, LAST_NUMERIC] = [1, 4, 6, 15];
/** Cells in cells go no deeper than this. */
const deepest = 8;

/** Name and value of an array. */
function matrix({ bytes }: Element, littleEndian: boolean, depth: number): [name: string, value: MatValue] {
  const [flags, dimensions, name, ...content] = elements(bytes, littleEndian);
  if (!flags || !dimensions || !name || depth > deepest) throw new RangeError("an array without a header");
  const shape = [...numbersOf(dimensions, littleEndian)];
  const value = arrayOf(numbersOf(flags, littleEndian)[0]! & 0xff, shape, content, littleEndian, depth);
  return [String.fromCharCode(...numbersOf(name, littleEndian)), value];
}

function arrayOf(
  kind: number,
  shape: readonly number[],
  content: readonly Element[],
  littleEndian: boolean,
  depth: number,
): MatValue {
  const count = shape.reduce((product, length) => product * length, 1);
  const expectCount = (got: number) => {
    if (got !== count) throw new RangeError(`${got} values for ${shape.join("x")}`);
  };
  if (kind === CELL) {
    expectCount(content.length);
    return { kind: "cells", shape, cells: content.map((cell) => matrix(cell, littleEndian, depth + 1)[1]) };
  }
  const [real] = content;
  if (kind === CHARACTERS)
    return { kind: "text", text: real === undefined ? "" : textOf(real, littleEndian) };
  if (kind < FIRST_NUMERIC || kind > LAST_NUMERIC) return { kind: "other" };
  const numbers = real === undefined ? new Float64Array(0) : numbersOf(real, littleEndian);
  expectCount(numbers.length);
  return { kind: "numbers", shape, numbers };
}

/** Characters of 16 bits, or UTF-8. */
function textOf(element: Element, littleEndian: boolean): string {
  if (element.type === 16) return new TextDecoder().decode(element.bytes);
  const type = element.type === 17 ? 4 : element.type;
  return String.fromCharCode(...numbersOf({ ...element, type }, littleEndian));
}
