import { describe, expect, it } from "vitest";
import type { RunEvent } from "../events.ts";
import { buttonsOf, openPage } from "../report/testing/open-page.ts";
import { renderComparison } from "./comparison-page.ts";
import { fakeComparison } from "./testing/fake-comparison.ts";

const lab = { tasks: ["segmentation", "depth", "normals"], methods: ["equal", "lsb"], seeds: [0, 1] };
/** The page without its scripts and styles: what is read. */
const read = (page: string) => page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, "");
const textOf = (page: string) =>
  read(page)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const rowOf = (page: string, table: number, method: string) => {
  const [, body] = read(page)
    .split(/<table class="results methods">/)
    .slice(table);
  return body!.split("<tr>").find((row) => row.includes(`>${method}</span></th>`))!;
};

describe("renderComparison", () => {
  const page = renderComparison(fakeComparison(lab));

  it("loads nothing from elsewhere, and forbids it", () => {
    expect(read(page)).not.toMatch(/(src|href|srcset|action|data)\s*=\s*["']?[^"'>]*\/\//i);
    expect(page).not.toMatch(/<link|@import|url\("?(?!data:)/i);
    expect(page).toContain(
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
    );
  });

  it("says what the experiment is", () => {
    const text = textOf(page);
    for (const part of [
      "lab",
      "All runs have ended",
      "and single tasks",
      "0, 1",
      "10 runs",
      "160 train, 16 val",
      "64x48",
    ])
      expect(text).toContain(part);
    expect(text).toContain("lsb balancer.name = &#34;lsb&#34;");
  });

  it("says what of a run counts", () => {
    expect(textOf(page)).toContain("A run counts by the mean of its last evaluations.");
    const chosen = renderComparison({ ...fakeComparison(lab), selection: "held-out" });
    expect(textOf(chosen)).toContain(
      "A run counts by its evaluation after the epoch that is best on the images held out of its training.",
    );
  });

  it("has tables with intervals and directions, and the best of each column in bold", () => {
    expect(read(page)).toContain('mean IoU\u00a0<abbr title="higher is better">↑</abbr>');
    expect(read(page)).toContain('Δm\u00a0<abbr title="lower is better">↓</abbr>');
    expect(rowOf(page, 0, "equal")).toMatch(/<td class="last"><b>−0\.3 ± \d\.\d %<\/b><\/td>/);
    expect(rowOf(page, 0, "lsb")).not.toContain("<b>−");
    // Errors fall with the factor by which all falls: the second method has less of them.
    expect(rowOf(page, 2, "lsb")).toMatch(/<b>0\.\d+ ± 0\.\d+ m<\/b>/);
    expect(rowOf(page, 2, "single")).not.toContain("<b>");
  });

  it("draws a chart for each task of what there are curves of, with a line for each method", () => {
    const charts = openPage(page);
    expect(charts.map(({ id }) => id)).toEqual(
      ["evaluated-loss", "training-loss", "weight", "share"].flatMap((id) =>
        [0, 1, 2].map((k) => `${id}-${k}`),
      ),
    );
    expect(charts.map((chart) => chart.shown().join())).toEqual([
      ...Array<string>(6).fill("single,equal,lsb"),
      ...Array<string>(6).fill("equal,lsb"),
    ]);
    const [losses] = charts;
    expect(losses!.data[0]).toEqual([0, 1, 2, 3, 4]);
    // Seeds differ by a factor of 1.05 and of 1.06.
    const [first, second] = [1, 1.05].map((better) => losses!.data[better === 1 ? 1 : 2]![0]!);
    expect(first! / second!).toBeCloseTo((1 + 1 / 1.01) / (1 / 1.05 + 1 / 1.06), 4);
  });

  it("has bands from the lowest seed to the highest, and none for one seed", () => {
    const chartsOf = (of: string) =>
      JSON.parse(/id="charts">([\s\S]*?)<\/script>/.exec(of)![1]!) as {
        series: { values: number[]; band?: { low: number[]; high: number[] } }[];
      }[];
    const { values, band } = chartsOf(page)[0]!.series[1]!;
    expect(band!.low[0]!).toBeLessThan(values[0]!);
    expect(band!.high[0]! + band!.low[0]!).toBeCloseTo(2 * values[0]!, 4);
    const one = chartsOf(renderComparison(fakeComparison({ ...lab, seeds: [3] })));
    expect(one.flatMap(({ series }) => series.filter(({ band }) => band))).toEqual([]);
  });

  it("shows no logarithms of weights that one seed has below 0, if their mean is above it", () => {
    const trained = (weight: number) => (event: RunEvent) =>
      event.event === "period"
        ? { ...event, trained: Object.fromEntries(lab.tasks.map((task) => [task, weight])) }
        : event;
    const signed = fakeComparison({
      ...lab,
      change: (events, { method, seed }) =>
        events.map(trained(method === "equal" ? 0.05 : seed === 0 ? -0.5 : 2)),
    });
    const { yRange } = openPage(renderComparison(signed)).find(({ id }) => id === "weight-0")!;
    expect(yRange[0]).toBeCloseTo(-0.7, 9);
    expect(yRange[1]).toBeCloseTo(2.2, 9);
  });

  it("shows and hides the lines of a method in all charts at once", () => {
    const lines = buttonsOf(page, "line");
    const [all, none] = buttonsOf(page, "lines");
    const charts = openPage(page, [...lines, all!, none!]);
    const shown = () => [...new Set(charts.map((chart) => chart.shown().join()))];
    lines.find(({ dataset }) => dataset["line"] === "equal")!.click();
    expect(shown()).toEqual(["single,lsb", "lsb"]);
    expect(lines.map(({ attributes }) => attributes["aria-pressed"])).toEqual(["true", "false", "true"]);
    none!.click();
    expect(shown()).toEqual([""]);
    all!.click();
    expect(shown()).toEqual(["single,equal,lsb", "equal,lsb"]);
  });

  it("draws bars of the change against single tasks, and says where there is nothing to change from", () => {
    expect(textOf(page)).toMatch(
      /equal Δp −0\.3 ± \d\.\d % segmentation −4\.7 ± [\d.]+ % depth \+4\.7 ± [\d.]+ % normals/,
    );
    const alone = renderComparison(fakeComparison({ ...lab, baseline: false }));
    expect(textOf(alone)).toContain(
      "There is nothing to hold the methods against: the experiment has no networks for single tasks.",
    );
    expect(alone).not.toContain('class="bar-row"');
    expect(openPage(alone)[0]!.shown()).toEqual(["equal", "lsb"]);
  });

  it("leaves gaps for runs that have failed, and says which and why", () => {
    const failed = renderComparison(
      fakeComparison({ ...lab, change: (events, { method }) => (method === "lsb" ? null : events) }),
    );
    expect(textOf(failed)).toContain(
      "2 of 10 runs are left out of all below lsb, seed 0 : exit code 3: error: no luck",
    );
    expect(rowOf(failed, 0, "lsb").match(/<td>–<\/td>/g)).toHaveLength(5);
    expect(textOf(failed)).toContain("lsb Δp – segmentation –");
    const none = renderComparison(fakeComparison({ ...lab, change: () => null }));
    expect(openPage(none)).toEqual([]);
    expect(textOf(none)).toContain("No run has logged it.");
  });

  it("leaves a gap for a method whose periods are not logged, and says so", () => {
    const silent = (events: RunEvent[]) => events.filter(({ event }) => event !== "period");
    const gap = renderComparison(
      fakeComparison({
        ...lab,
        change: (events, { method }) => (method === "lsb" ? silent(events) : events),
      }),
    );
    const weights = openPage(gap).find(({ id }) => id === "weight-0")!;
    expect(weights.data[2]!.every((value) => value === null)).toBe(true);
    expect(read(gap).match(/Not in the logs of lsb\./g)).toHaveLength(9);
  });

  it("puts periods of different lengths on one axis, that of the epochs", () => {
    const halves = (events: readonly RunEvent[]): RunEvent[] =>
      events.flatMap((event): RunEvent[] =>
        event.event === "period"
          ? [
              { ...event, period: 2 * event.period - 1, step: event.step - 10 },
              { ...event, period: 2 * event.period },
            ]
          : [event],
      );
    const both = renderComparison(
      fakeComparison({
        ...lab,
        change: (events, { method }) => (method === "lsb" ? halves(events) : events),
      }),
    );
    const { data } = openPage(both).find(({ id }) => id === "weight-0")!;
    expect(data[0]).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4]);
    expect(data[1]!.map((value) => value !== null)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
  });

  it("escapes hostile names", () => {
    const hostile = `</script><img src=x onerror=alert(1)>"'&`;
    const attacked = renderComparison(
      fakeComparison({ tasks: [hostile, "constructor"], methods: [hostile, "__proto__"], seeds: [0] }),
    );
    expect(attacked).not.toContain("<img src=x");
    expect(attacked.match(/<\/script>/g)).toHaveLength(3);
    expect(openPage(attacked, buttonsOf(attacked, "line"))[0]!.shown()).toEqual([
      "single",
      hostile,
      "__proto__",
    ]);
  });

  it("has room for twelve methods, each in a colour of its own", () => {
    const methods = Array.from({ length: 12 }, (_, k) => `method ${k}`);
    const many = renderComparison(fakeComparison({ ...lab, methods }));
    const colours = [...many.matchAll(/data-line="[^"]*" aria-pressed="true" style="--colour: ([^"]+)"/g)];
    expect(new Set(colours.map(([, colour]) => colour)).size).toBe(13);
    expect(openPage(many)[0]!.shown()).toHaveLength(13);
  });
});

describe("predictions", () => {
  const pictures = ["val-0", "val-1"].map((name, k) => ({
    name,
    truth: Uint8Array.of(1, k),
    made: Uint8Array.of(2, k),
  }));

  it("stand side by side, a row for each image and task, a picture of a run in the page once", () => {
    const page = renderComparison(fakeComparison({ ...lab, pictures }));
    const rows = read(page)
      .split('<table class="predictions"')[1]!
      .split("</table>")[0]!
      .split("<tr>")
      .slice(2);
    expect(rows).toHaveLength(6);
    for (const told of ["depth of val-1: truth", "depth of val-1: single", "depth of val-1: lsb"])
      expect(rows[4]).toContain(`aria-label="${told}"`);
    // All runs of this test have drawn the same: of each image its truths, and what was made of it.
    expect(page.match(/url\("data:image\/webp;base64,/g)).toHaveLength(4);
    expect(textOf(page)).toContain("the networks of the first seed, 0, made of them");
  });

  it("are cells of the pictures that runs have drawn", () => {
    const page = renderComparison(fakeComparison({ ...lab, pictures }));
    const styleOf = (told: string) =>
      new RegExp(`aria-label="${told}" class="[^"]+" style="([^"]+)"`).exec(page)![1];
    expect(styleOf("val-0")).toBe("background-size: 400% 100%; background-position-x: 0.000%");
    expect(styleOf("normals of val-0: truth")).toBe(
      "background-size: 400% 100%; background-position-x: 100.000%",
    );
    expect(styleOf("depth of val-0: lsb")).toBe("background-size: 300% 200%; background-position-x: 50.000%");
    expect(styleOf("depth of val-0: single")).toBe(
      "background-size: 100% 200%; background-position-x: 0.000%",
    );
  });

  it("have a gap where no run has ended, and are left out where none is drawn", () => {
    const page = renderComparison(
      fakeComparison({
        ...lab,
        pictures,
        change: (events, { method, seed }) => (method === "lsb" && seed === 0 ? null : events),
      }),
    );
    expect(textOf(page)).toContain("With that seed no run has ended of lsb.");
    expect(page.match(/<div class="gap">none<\/div>/g)).toHaveLength(6);
    expect(renderComparison(fakeComparison(lab))).not.toContain('id="predictions"');
  });

  it("are of as many images as there is room for", () => {
    const large = pictures.map((picture) => ({ ...picture, made: new Uint8Array(2 ** 18) }));
    const page = renderComparison(fakeComparison({ ...lab, pictures: large }));
    expect(textOf(page)).toContain("Shown are the first 1 of 2 that each run has drawn.");
    expect(page.length).toBeLessThan(3 * 2 ** 20);
  });
});
