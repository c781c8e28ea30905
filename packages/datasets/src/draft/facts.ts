import type { Numbers } from "../npy/number-type.ts";
import type { Probe } from "./probe-file.ts";

/** What is known of the numbers in some files of a kind. */
export interface Facts {
  readonly files: number;
  /** In words; of the first file. */
  readonly storage: string;
  readonly isPicture: boolean;
  /** Bits of whole numbers in files, 0 of others. */
  readonly bits: 8 | 16 | 0;
  readonly channels: number;
  readonly layout: Probe["layout"];
  /** Stored value to how often it was met; `null` where there are more of them than a table takes. */
  readonly counts: ReadonlyMap<number, number> | null;
  readonly low: number;
  readonly high: number;
  /** Of the values that are neither 0 nor NaN. */
  readonly median: number;
  /** Share of zeros. */
  readonly zeros: number;
  /** Share of triples of unit length, of those that are not zero; bytes and words about their middle. */
  readonly unitShare: number;
  /** The mean third number of those triples. */
  readonly meanZ: number;
  /** Different triples that were met, up to {@link mostColours}. */
  readonly colours: number;
  readonly palette: readonly string[];
  /** Files that are stored otherwise than the first. */
  readonly others: readonly string[];
}

const mostValues = 70_000;

export const mostColours = 1000;

/** Numbers of a file that are looked at where not every one has to be. */
const some = 2 ** 14;

/** Gathers facts of files one by one; of their numbers it keeps counts and a few for the median. */
export class FactsMeter {
  readonly #counts = new Map<number, number>();
  readonly #sample: number[] = [];
  readonly #colours = new Set<number>();
  readonly #others: string[] = [];
  #first: Probe | undefined;
  #files = 0;
  #numbers = 0;
  #isCounted = true;
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  #zeros = 0;
  #triples = 0;
  #units = 0;
  #sumZ = 0;

  add(path: string, probe: Probe): void {
    this.#files++;
    this.#first ??= probe;
    const { channels, layout, data } = this.#first;
    if (probe.channels !== channels || probe.layout !== layout || bitsOf(probe.data) !== bitsOf(data)) {
      this.#others.push(path);
      return;
    }
    if (channels === 1) this.#count(probe.data);
    this.#addRange(probe.data);
    if (channels === 3) this.#addTriples(probe);
  }

  result(): Facts {
    const first = this.#first;
    if (first === undefined) throw new TypeError("expected facts of one file at least; got none");
    const { storage, isPicture, channels, layout, palette } = first;
    const sorted = this.#sample.sort((a, b) => a - b);
    return {
      ...{ files: this.#files, storage, isPicture, channels, layout, palette },
      bits: bitsOf(first.data),
      counts: this.#isCounted && channels === 1 ? this.#counts : null,
      ...{ low: this.#low, high: this.#high },
      median: sorted[sorted.length >> 1] ?? 0,
      zeros: this.#zeros / Math.max(1, this.#numbers),
      unitShare: this.#triples === 0 ? 0 : this.#units / this.#triples,
      meanZ: this.#units === 0 ? 0 : this.#sumZ / this.#units,
      colours: this.#colours.size,
      others: this.#others,
    };
  }

  #count(data: Numbers): void {
    for (let i = 0; i < data.length && this.#isCounted; i++) {
      const value = data[i]!;
      this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
      if (this.#counts.size > mostValues) this.#isCounted = false;
    }
  }

  #addRange(data: Numbers): void {
    const step = Math.max(1, Math.floor(data.length / some));
    for (let i = 0; i < data.length; i++) {
      const value = data[i]!;
      if (Number.isNaN(value)) continue;
      this.#low = Math.min(this.#low, value);
      this.#high = Math.max(this.#high, value);
      this.#zeros += value === 0 ? 1 : 0;
      if (i % step === 0 && value !== 0 && this.#sample.length < 2 ** 20) this.#sample.push(value);
    }
    this.#numbers += data.length;
  }

  #addTriples({ data, width, height, layout }: Probe): void {
    const pixels = width * height;
    const [pixel, channel] = layout === "CHW" ? [1, pixels] : [3, 1];
    const middle = [0, 127.5, 32767.5][bitsOf(data) / 8]!;
    const step = Math.max(1, Math.floor(pixels / some));
    for (let i = 0; i < pixels; i += step) {
      const at = i * pixel;
      const [a, b, c] = [data[at]!, data[at + channel]!, data[at + 2 * channel]!];
      if (this.#colours.size < mostColours) this.#colours.add((a * 65536 + b) * 65536 + c);
      if ((a === 0 && b === 0 && c === 0) || Number.isNaN(a + b + c)) continue;
      const [x, y, z] = [a, b, c].map((value) => (value - middle) / (middle || 1));
      this.#triples++;
      if (Math.abs(Math.hypot(x!, y!, z!) - 1) > 0.1) continue;
      this.#units++;
      this.#sumZ += z!;
    }
  }
}

const bitsOf = (data: Numbers): 8 | 16 | 0 =>
  data instanceof Uint8Array ? 8 : data instanceof Uint16Array ? 16 : 0;
