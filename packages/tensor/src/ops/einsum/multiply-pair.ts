import { size } from "../../shape.ts";
import { mul } from "../binary/index.ts";
import { product } from "../matmul/matmul.ts";
import { reshape } from "../reshape/index.ts";
import { grouped, type Labelled, sameLabels, summedTo } from "./labelled.ts";

/**
 * The product of two terms, summed over the labels that are not wanted. No axis has one element.
 *
 * @param wanted the labels of the result, and an order for them where that saves a copy later
 */
export function multiplyPair(
  left: Labelled,
  right: Labelled,
  wanted: { readonly labels: ReadonlySet<string>; readonly order: readonly string[] | null },
  extents: ReadonlyMap<string, number>,
): Labelled {
  // What only one of them has is summed before it is multiplied.
  const a = summedTo(left, (label) => wanted.labels.has(label) || right.labels.includes(label));
  const b = summedTo(right, (label) => wanted.labels.has(label) || left.labels.includes(label));
  const shared = a.labels.filter((label) => b.labels.includes(label));
  if (shared.every((label) => wanted.labels.has(label))) return elementwise(a, b, wanted.order, extents);
  const { first, second, prefix, labels } = cheapestPlan(a, b, wanted, extents);
  const y = product(operand(first, prefix), operand(second, prefix), {
    transposeA: first.summedFirst,
    transposeB: !second.summedFirst,
  });
  return {
    x: reshape(
      y,
      labels.map((label) => extents.get(label)!),
    ),
    labels,
  };
}

/** The product where nothing is summed: by broadcasting, in the order wanted. */
function elementwise(
  a: Labelled,
  b: Labelled,
  order: readonly string[] | null,
  extents: ReadonlyMap<string, number>,
): Labelled {
  const labels = order ?? [...new Set([...a.labels, ...b.labels])];
  const [x, y] = [a, b].map((term) => {
    const own = labels.filter((label) => term.labels.includes(label));
    const packed = grouped(
      term,
      own.map((label) => [label]),
    );
    return reshape(
      packed,
      labels.map((label) => (term.labels.includes(label) ? extents.get(label)! : 1)),
    );
  });
  return { x: mul(x!, y!), labels };
}

/** A term as a stack of matrices: axes of the prefix that it has, then its own and the summed, in either order. */
interface Side {
  readonly term: Labelled;
  readonly own: readonly string[];
  readonly summed: readonly string[];
  readonly summedFirst: boolean;
  /** Elements that must be copied to bring the axes into this order. */
  readonly cost: number;
}

interface Plan {
  readonly first: Side;
  readonly second: Side;
  /** Labels of the stack, which one or both have. */
  readonly prefix: readonly string[];
  /** Labels of the product: the prefix, rows of the first, columns of the second. */
  readonly labels: readonly string[];
  readonly cost: number;
}

/** The way to a product of matrices that copies the fewest elements. */
function cheapestPlan(
  a: Labelled,
  b: Labelled,
  {
    labels: wanted,
    order,
  }: { readonly labels: ReadonlySet<string>; readonly order: readonly string[] | null },
  extents: ReadonlyMap<string, number>,
): Plan {
  const plans: Plan[] = [];
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const shared = one.labels.filter((label) => other.labels.includes(label));
    const summed = shared.filter((label) => !wanted.has(label));
    const batch = shared.filter((label) => wanted.has(label));
    const own = one.labels.filter((label) => !shared.includes(label));
    // Where no axis is a batch of both, one that only one of them has can be, and the other is broadcast.
    const prefixes = batch.length > 0 ? [batch] : [[], ...prefixesOf(one.labels, own)];
    for (const prefix of prefixes)
      for (const [first, second] of [
        [a, b],
        [b, a],
      ] as const) {
        const sides = [sideOf(first, prefix, summed), sideOf(second, prefix, summed)] as const;
        const labels = [...prefix, ...sides[0].own, ...sides[1].own];
        const ordered = !order || sameLabels(labels, order);
        const elements = size(labels.map((label) => extents.get(label)!));
        const cost = sides[0].cost + sides[1].cost + (ordered ? 0 : elements);
        plans.push({ first: sides[0], second: sides[1], prefix, labels, cost });
      }
  }
  return plans.reduce((best, plan) => (plan.cost < best.cost ? plan : best));
}

/** The beginnings of the labels that are a term's own, some of which it keeps. */
function prefixesOf(labels: readonly string[], own: readonly string[]): string[][] {
  const length = labels.findIndex((label) => !own.includes(label));
  return Array.from({ length: Math.min(length, own.length - 1) }, (_, i) => labels.slice(0, i + 1));
}

function sideOf(term: Labelled, prefix: readonly string[], summed: readonly string[]): Side {
  const own = term.labels.filter((label) => !prefix.includes(label) && !summed.includes(label));
  const stack = prefix.filter((label) => term.labels.includes(label));
  const as = (...parts: readonly (readonly string[])[]) =>
    sameLabels([...stack, ...parts.flat()], term.labels);
  const summedFirst = as(summed, own);
  return { term, own, summed, summedFirst, cost: summedFirst || as(own, summed) ? 0 : term.x.size };
}

function operand({ term, own, summed, summedFirst }: Side, prefix: readonly string[]) {
  const stack = prefix.filter((label) => term.labels.includes(label));
  const matrix = summedFirst ? [summed, own] : [own, summed];
  return grouped(term, stack.length > 0 ? [stack, ...matrix] : matrix);
}
