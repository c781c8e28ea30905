import { ShapeError } from "../../errors.ts";
import { type Shape, show } from "../../shape.ts";

/** What an equation says of given operands. A label is a letter, or `.n` for the n-th axis of an ellipsis from its end. */
export interface Equation {
  /** The label of each axis of each operand. */
  readonly operands: readonly (readonly string[])[];
  readonly result: readonly string[];
  /** The extent that each label has in the result: the larger one, where it is 1 in an operand. */
  readonly extents: ReadonlyMap<string, number>;
}

/**
 * Reads an equation of `einsum`.
 *
 * @throws {ShapeError} if it is none, or the operands do not fit it.
 */
export function parse(equation: string, shapes: readonly Shape[]): Equation {
  if (typeof equation !== "string") throw new ShapeError("einsum", "an equation", { equation });
  const { terms, output } = tokensOf(equation);
  if (terms.length !== shapes.length)
    throw new ShapeError("einsum", "an operand for each term of the equation", {
      equation,
      terms: terms.length,
      operands: shapes.length,
    });
  const operands = terms.map((tokens, i) => labelsOf(equation, tokens, i, shapes[i]!));
  const extents = extentsOf(equation, operands, shapes);
  const batch = [...extents.keys()].filter((label) => label.startsWith("."));
  batch.sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)));
  const letters = output ?? ["...", ...lettersOnce(terms)];
  const result = letters.flatMap((letter) => (letter === "..." ? batch : [letter]));
  const unknown = result.find((label) => !extents.has(label));
  if (unknown)
    throw new ShapeError("einsum", "letters of the result that a term has", { equation, letter: unknown });
  const twice = result.find((label, i) => result.indexOf(label) < i);
  if (twice) throw new ShapeError("einsum", "each letter of the result once", { equation, letter: twice });
  return { operands, result, extents };
}

/** Letters and ellipses of each term, and of the result if the equation has one. */
function tokensOf(equation: string): { terms: (readonly string[])[]; output: readonly string[] | undefined } {
  const [left, right, ...more] = equation.split("->") as [string, string?, ...string[]];
  if (more.length > 0 || !/^[a-zA-Z., ]*$/.test(left) || !/^[a-zA-Z. ]*$/.test(right ?? ""))
    throw new ShapeError("einsum", 'terms of letters and "..." between commas, and one "->" at most', {
      equation,
    });
  const tokens = (term: string): readonly string[] => {
    const found: readonly string[] = term.match(/\.\.\.|[^ ]/g) ?? [];
    if (found.includes(".") || found.filter((token) => token === "...").length > 1)
      throw new ShapeError("einsum", "dots by threes, once in a term", { equation });
    return found;
  };
  return { terms: left.split(",").map(tokens), output: right === undefined ? undefined : tokens(right) };
}

function labelsOf(equation: string, tokens: readonly string[], i: number, shape: Shape): string[] {
  const letters = tokens.filter((token) => token !== "...").length;
  const rest = shape.length - letters;
  if (rest < 0 || (rest > 0 && letters === tokens.length))
    throw new ShapeError("einsum", 'a letter for each axis, or "..." for those without', {
      equation,
      [`operand ${i}`]: shape,
    });
  const batch = Array.from({ length: rest }, (_, axis) => `.${rest - 1 - axis}`);
  return tokens.flatMap((token) => (token === "..." ? batch : [token]));
}

function extentsOf(
  equation: string,
  operands: readonly (readonly string[])[],
  shapes: readonly Shape[],
): Map<string, number> {
  const extents = new Map<string, number>();
  operands.forEach((labels, i) => {
    const shape = shapes[i]!;
    labels.forEach((label, axis) => {
      const extent = shape[axis]!;
      if (extent !== shape[labels.indexOf(label)])
        throw new ShapeError("einsum", "equal extents along a letter that a term has twice", {
          equation,
          letter: label,
          [`operand ${i}`]: shape,
        });
      const known = extents.get(label) ?? 1;
      if (known !== 1 && extent !== 1 && extent !== known)
        throw new ShapeError("einsum", "extents along a letter, or an ellipsis, that are equal or 1", {
          equation,
          operands: shapes.map(show).join(" "),
        });
      extents.set(label, Math.max(known, extent));
    });
  });
  return extents;
}

/** The letters that the terms have once in all, in the order of the alphabet, capitals first. */
function lettersOnce(terms: readonly (readonly string[])[]): string[] {
  const all = terms.flat().filter((token) => token !== "...");
  return all.filter((letter) => all.indexOf(letter) === all.lastIndexOf(letter)).sort();
}
