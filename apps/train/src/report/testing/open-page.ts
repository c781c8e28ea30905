import { Script } from "node:vm";

/** What a page asked the chart library to draw. */
export interface DrawnChart {
  readonly id: string;
  readonly data: readonly (readonly (number | null)[])[];
  /** What stands beside the names, at the last point. */
  readonly readings: readonly string[];
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** Names of the lines that can be seen now. */
  readonly shown: () => string[];
}

/** A button of a page. */
export interface FakeButton {
  readonly dataset: Readonly<Record<string, string>>;
  readonly attributes: Record<string, string>;
  click(): void;
}

type Numbers = readonly (number | null)[];
type Range = (u: null, low: number, high: number) => [number, number];
interface Options {
  readonly series: readonly {
    readonly label: string;
    readonly show?: boolean;
    value(u: null, value: number | null, k: number, i: number | null): string;
  }[];
  readonly scales: { readonly x: { readonly range: Range }; readonly y: { readonly range: Range } };
  readonly axes: readonly { values(u: null, splits: Numbers): string[] }[];
}

/** Runs a page's own script as a browser would, with a chart library that draws nothing and tells all. */
export function openPage(page: string, buttons: readonly FakeButton[] = []): DrawnChart[] {
  const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);
  const [data, library, own] = scripts as [string, string, string];
  const drawn: DrawnChart[] = [];
  class FakePlot {
    static readonly paths = { stepped: () => () => null };
    readonly over = { addEventListener() {} };
    readonly series: { readonly label: string; show: boolean }[];

    constructor(
      { series, scales, axes }: Options,
      columns: readonly Numbers[],
      place: { readonly id: string },
    ) {
      const known = (values: Numbers) => values.filter((value) => value !== null);
      const ends = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
      const [x, ...rest] = columns as [Numbers, ...Numbers[]];
      this.series = series.map(({ label, show = true }) => ({ label, show }));
      for (const { values } of axes) values(null, [0.1, 1, 2]);
      drawn.push({
        id: place.id,
        data: columns,
        readings: series.map((one, k) => one.value(null, columns[k]!.at(-1)!, k, x.length - 1)),
        xRange: scales.x.range(null, ...ends(known(x))),
        yRange: scales.y.range(null, ...ends(known(rest.flat()))),
        shown: () =>
          this.series
            .slice(1)
            .filter(({ show }) => show)
            .map(({ label }) => label),
      });
    }
    batch(changes: () => void) {
      changes();
    }
    setSeries(k: number, { show }: { readonly show?: boolean }) {
      if (show !== undefined) this.series[k]!.show = show;
    }
    setLegend() {}
    destroy() {}
  }
  const places = new Map(
    [...page.matchAll(/class="plot" data-chart="([^"]+)"/g)].map(([, id]) => [
      id,
      { id, clientWidth: 300, closest: () => null },
    ]),
  );
  new Script(library); // throws if the library was cut short
  new Script(own).runInNewContext({
    document: {
      documentElement: {},
      body: {},
      getElementById: () => ({ textContent: data }),
      createElement: () => ({ style: {} }),
      querySelectorAll: (selector: string) => {
        const name = /^\[data-(\w+)\]$/.exec(selector)![1]!;
        return buttons.filter(({ dataset }) => name in dataset);
      },
      querySelector: (selector: string) => places.get(/data-chart="([^"]+)"/.exec(selector)![1]),
    },
    CSS: { escape: (text: string) => text },
    getComputedStyle: () => ({ fontFamily: "sans-serif", getPropertyValue: () => "#123456" }),
    matchMedia: () => ({ addEventListener() {} }),
    ResizeObserver: class {
      observe() {}
    },
    devicePixelRatio: 1,
    uPlot: FakePlot,
  });
  return drawn;
}

/** The buttons of a page by what their data are. */
export function buttonsOf(page: string, name: string): FakeButton[] {
  return [...page.matchAll(new RegExp(`<button type="button" data-${name}="([^"]*)"`, "g"))].map(
    ([, text]) => {
      const listeners: (() => void)[] = [];
      const attributes: Record<string, string> = {};
      return {
        dataset: { [name]: unescaped(text!) },
        attributes,
        click: () => {
          for (const listener of listeners) listener();
        },
        addEventListener: (type: string, listener: () => void) => {
          if (type === "click") listeners.push(listener);
        },
        setAttribute: (key: string, value: string) => {
          attributes[key] = value;
        },
      };
    },
  );
}

const unescaped = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
