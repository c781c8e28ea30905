import { Html } from "../report/html.ts";

/** A cell of a picture whose cells lie side by side without gaps. */
export interface StripCell {
  /** A WebP. */
  readonly picture: Uint8Array;
  readonly column: number;
  readonly columns: number;
  readonly rows: number;
}

/** Styles by which elements show cells of pictures: each picture is in the page once, however many of its cells are shown. */
export class StripStyles {
  readonly #classes = new Map<Uint8Array, string>();

  /** The attributes of an element that shows a cell of the first row. */
  attributesOf({ picture, column, columns, rows }: StripCell): Html {
    const name = this.#classes.get(picture) ?? `strip-${this.#classes.size}`;
    this.#classes.set(picture, name);
    const x = columns === 1 ? 0 : (100 * column) / (columns - 1);
    return new Html(
      `class="picture ${name}" style="background-size: ${100 * columns}% ${100 * rows}%; background-position-x: ${x.toFixed(3)}%"`,
    );
  }

  /** What the page needs for the elements so far. */
  css(): Html {
    const rules = [...this.#classes].map(
      ([picture, name]) =>
        `.${name} { background-image: url("data:image/webp;base64,${Buffer.from(picture).toString("base64")}"); }\n`,
    );
    return new Html(rules.join(""));
  }
}
