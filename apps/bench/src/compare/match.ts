import { type Label, nameOf } from "../bench.ts";

/** A selection of each revision that holds the same work. */
export interface Match {
  readonly here: number;
  readonly there: number;
  /** What both measure, and at which of their selection's rows. */
  readonly rows: readonly { readonly label: Label; readonly here: number; readonly there: number }[];
}

/**
 * Finds what two revisions can both measure, by name.
 *
 * @param here @param there labels by selection and row
 */
export function match(here: readonly (readonly Label[])[], there: readonly (readonly Label[])[]): Match[] {
  const places = new Map<string, { readonly selection: number; readonly row: number }>();
  for (const [selection, labels] of there.entries())
    for (const [row, label] of labels.entries()) places.set(nameOf(label), { selection, row });
  return here.flatMap((labels, selection): Match[] => {
    const found = labels.flatMap((label, row) => {
      const place = places.get(nameOf(label));
      return place ? [{ label, here: row, there: place.row, selection: place.selection }] : [];
    });
    return found[0] ? [{ here: selection, there: found[0].selection, rows: found }] : [];
  });
}
