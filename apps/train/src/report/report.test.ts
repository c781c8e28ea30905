import { describe, expect, it } from "vitest";
import type { EvalEvent, RunEvent } from "../events.ts";
import { renderReport } from "./report.ts";
import { fakeRun, holdingOut } from "./testing/fake-run.ts";
import { openPage } from "./testing/open-page.ts";
import { openPictures } from "./testing/open-pictures.ts";

const TASKS = ["segmentation", "depth", "normals"];
const FULL = fakeRun({ tasks: TASKS, epochs: 6, stepsPerEpoch: 20 });
const PICTURE = {
  name: "val-0003",
  truth: Uint8Array.of(255, 216, 1),
  made: [0, 2, 6].map((epoch) => ({ epoch, jpeg: Uint8Array.of(255, 216, epoch) })),
};

const render = (events: readonly RunEvent[], name = "a run") =>
  renderReport({
    name,
    config: { train: { epochs: 6, precision: "single" }, balancer: { name: "lsb" } },
    events,
    pictures: [PICTURE],
  });
const until = (kind: RunEvent["event"], count = 1) => {
  const places = FULL.flatMap((event, i) => (event.event === kind ? [i] : []));
  return FULL.slice(0, places[count - 1]! + 1);
};
/** The page without its scripts and styles: what is read. */
const read = (page: string) => page.replace(/<(script|style)[^>]*>[\s\S]*?<\/\1>/g, "");

describe("renderReport", () => {
  const page = render(FULL);

  it("loads nothing from elsewhere, and forbids it", () => {
    expect(read(page)).not.toMatch(
      /(src|href|srcset|action|data)\s*=\s*["']?(?!data:image\/jpeg)[^"'>]*\/\//i,
    );
    expect(page).not.toMatch(/<link|@import|url\(/i);
    expect(page).toContain(
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'",
    );
    for (const jpeg of ["/9gB", "/9gG"]) expect(page).toContain(`src="data:image/jpeg;base64,${jpeg}"`);
  });

  it("draws every chart", () => {
    expect(openPage(page).map(({ id }) => id)).toEqual([
      "shares",
      "weights",
      "difficulty",
      "loss",
      "loss-0",
      "loss-1",
      "loss-2",
      "metric-val-0-0",
      "metric-val-1-0",
      "metric-val-1-1",
      "metric-val-1-2",
      "metric-val-2-0",
      "metric-val-2-1",
    ]);
  });

  it("has what is held out after the run's split, in charts and sections of its own", () => {
    const held = render(holdingOut(FULL));
    const headings = [...read(held).matchAll(/<h2>(.*?)<\/h2>/g)].map(([, heading]) => heading);
    expect(headings).toEqual([
      ...["Results on val", "Results on held-out", "Balance", "Losses", "Metrics on val"],
      ...["Metrics on held-out", "Classes on val", "Classes on held-out", "Pictures", "Configuration"],
    ]);
    const charts = openPage(held);
    const metrics = (split: string) =>
      charts.filter(({ id }) => id.startsWith(`metric-${split}-`)).map(({ id }) => id.split("-").slice(-2));
    expect(metrics("held-out")).toEqual(metrics("val"));
    const loss = charts.find(({ id }) => id === "loss-1")!;
    expect(loss.shown()).toEqual(["training", "val", "held-out"]);
    expect(loss.data.at(-1)!.at(-1)).toBe(loss.data.at(-2)!.at(-1)! / 2);
  });

  it("stacks the shares up to the whole", () => {
    const shares = openPage(page).find(({ id }) => id === "shares")!;
    const [x, ...totals] = shares.data;
    expect(x).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5]);
    for (const total of totals[0]!) expect(total).toBeCloseTo(1, 5);
    // The last task is at the bottom, where its total is its share.
    expect(Number.parseFloat(shares.readings.at(-1)!)).toBeCloseTo(100 * totals.at(-1)!.at(-1)!, 1);
    expect(totals[0]!.length).toBe(x!.length);
    expect(shares).toMatchObject({ xRange: [0.5, 6.5], yRange: [0, 1] });
    expect(shares.readings[0]).toBe("6");
    const sum = shares.readings.slice(1).reduce((all, text) => all + Number.parseFloat(text), 0);
    expect(sum).toBeCloseTo(100, 0);
  });

  it("begins logarithms at a number of one digit, from which ticks reach powers of ten", () => {
    const falling = (events: readonly RunEvent[], low: number) =>
      events.map((event) =>
        event.event === "eval" ? { ...event, losses: { depth: 2 * (low / 2) ** event.epoch } } : event,
      );
    const start = { ...FULL[0]!, tasks: ["depth"] } as RunEvent;
    const evals = (low: number) =>
      falling([start, ...until("eval", 2).filter(({ event }) => event === "eval")], low);
    const bottomOf = (low: number) =>
      openPage(render(evals(low))).find(({ id }) => id === "loss-0")!.yRange[0];
    expect([0.123, 0.0125, 0.1, 0.09].map(bottomOf)).toEqual([0.09, 0.01, 0.08, 0.07]);
  });

  it("says what the run was, and what it reached", () => {
    const text = read(page);
    for (const part of [
      "Finished",
      "NVIDIA RTX A2000",
      "1,243,287",
      "120 steps",
      "41.0 ms",
      "single precision",
      "186",
      "3 min 27 s",
      "144 MiB",
    ])
      expect(text).toContain(part);
    expect(text).toContain(
      '<th scope="row">loss\u00a0<abbr title="lower is better">↓</abbr></th><td>2.33</td>',
    );
    expect(text).toContain("untrained");
    expect(text).toContain("epoch 6");
    expect(text).toContain('<i style="background: #3f6fb5"></i>floor');
  });

  it("tells better from worse by the metric's direction", () => {
    const evaluation = (epoch: number, miou: number, abs: number): EvalEvent => ({
      event: "eval",
      epoch,
      split: "val",
      losses: { a: 1 },
      metrics: { a: { miou, abs } },
    });
    const start = { ...FULL[0]!, tasks: ["a"] } as RunEvent;
    const better = read(render([start, evaluation(0, 0.2, 4), evaluation(1, 0.5, 3)]));
    expect(better).toContain('<td class="better">+30.0 <abbr');
    expect(better).toContain('<td class="better">−25 %</td>');
    expect(better).toContain('<td class="">±0 %</td>');
    const worse = read(render([start, evaluation(0, 0.5, 4), evaluation(1, 0.2, 5)]));
    expect(worse).toContain('<td class="worse">−30.0 <abbr');
    expect(worse).toContain('<td class="worse">+25 %</td>');
  });

  it("shows which classes were taken for which, and the IoU of each", () => {
    const text = read(page);
    // After 6 epochs 7 of 8 pixels are right, and the rest taken for the class after theirs.
    expect(text).toContain('title="floor, taken for floor: 5,250 of 6,000 pixels">88</td>');
    expect(text).toContain('title="floor, taken for wall: 750 of 6,000 pixels">13</td>');
    expect(text).toContain('title="lamp, taken for floor: 125 of 1,000 pixels">13</td>');
    // floor: 5250 / (6000 + 125); of all pixels 6000 / 14700.
    expect(text).toContain(
      '<td class="number">40.8 %</td><td class="bar"><b style="--iou: 0.857"></b><span>85.7 %</span></td>',
    );
    expect(text).not.toContain("<span>none</span>");
    const nameless = FULL.map((event) =>
      event.event === "eval"
        ? {
            ...event,
            confusion: {
              segmentation: [
                [3, 0, 1],
                [0, 0, 0],
              ],
            },
          }
        : event,
    );
    const odd = read(render(nameless));
    expect(odd).toContain("<span>none</span>");
    expect(odd).toContain('title="floor, taken for none: 1 of 4 pixels">25</td>');
    expect(odd).toContain('<td class="number">0.0 %</td><td class="bar">–</td>');
  });

  it("says nothing of classes where the log is of an earlier version", () => {
    const earlier = FULL.map((event) => {
      if (event.event !== "eval") return event;
      const { confusion: _, ...rest } = event;
      return rest;
    });
    expect(read(render(earlier))).not.toContain("Classes on");
  });

  it("shows the pictures of the epoch at the slider", () => {
    const late = { ...PICTURE, name: "late", made: PICTURE.made.slice(1) };
    const stopped = { ...PICTURE, name: "stopped", made: PICTURE.made.slice(0, 2) };
    const slide = openPictures(
      renderReport({ name: "a", config: {}, events: FULL, pictures: [PICTURE, late, stopped] }),
    );
    const shown = (epoch: number) =>
      `data:image/jpeg;base64,${Buffer.from([255, 216, epoch]).toString("base64")}`;
    expect(slide(2)).toEqual({ epoch: 6, sources: [shown(6), shown(6), shown(2)] });
    expect(slide(1)).toEqual({ epoch: 2, sources: [shown(2), shown(2), shown(2)] });
    // An image without a picture of that epoch or before shows its latest.
    expect(slide(0)).toEqual({ epoch: 0, sources: [shown(0), shown(6), shown(0)] });
  });

  it("has no slider where there is one epoch, and no pictures where there are none", () => {
    const pictures = [{ ...PICTURE, made: PICTURE.made.slice(0, 1) }];
    expect(read(renderReport({ name: "a", config: {}, events: FULL, pictures }))).not.toContain("<input");
    expect(renderReport({ name: "a", config: {}, events: FULL, pictures: [] })).not.toContain(
      'class="moments"',
    );
  });

  it("explains the colours of each kind of task, and of errors", () => {
    const text = read(page)
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " ");
    expect(text).toContain("depth near far, over the range of the truth");
    expect(text).toContain("normals facing the camera");
    expect(text).toContain("error none the wrong class, 50 % of the depth or more, 60° or more");
  });

  it("escapes hostile names", () => {
    const hostile = `</script><img src=x onerror=alert(1)>"'&`;
    const events = fakeRun({ tasks: [hostile, "constructor"], epochs: 2, stepsPerEpoch: 10 });
    const attacked = renderReport({
      name: hostile,
      config: { note: hostile },
      events,
      pictures: [{ ...PICTURE, name: hostile }],
    });
    expect(attacked).not.toContain("<img src=x");
    expect(attacked.match(/<\/script>/g)).toHaveLength(5);
    expect(openPage(attacked).map(({ id }) => id)).toContain("loss-1");
  });

  it.each([
    ["nothing at all", [], 0, "Not started: the log is empty"],
    ["the start alone", until("start"), 0, "The log ends at the start"],
    ["a first evaluation", until("eval"), 9, "The log ends at the start"],
    ["one step", until("step"), 10, "The log ends at epoch 1, step 5"],
    ["one period", until("period"), 12, "The log ends at epoch 1, step 20"],
    ["two periods", until("period", 2), 13, "The log ends at epoch 2, step 40"],
  ] as const)("survives a log of %s", (_, events, charts, status) => {
    const short = render(events);
    expect(read(short)).toContain(status);
    const drawn = openPage(short);
    expect(drawn).toHaveLength(charts);
    for (const { xRange, yRange } of drawn) {
      expect(xRange[1]).toBeGreaterThan(xRange[0]);
      expect(yRange[1]).toBeGreaterThan(yRange[0]);
    }
    const empty = short.match(/class="empty"/g)?.length ?? 0;
    expect(empty + drawn.length).toBe(short.match(/<figure class="chart/g)!.length);
  });

  it.each([1, 8, 11])("has room for %i tasks", (count) => {
    const tasks = Array.from({ length: count }, (_, k) => `task ${k}`);
    const drawn = openPage(render(fakeRun({ tasks, epochs: 3, stepsPerEpoch: 10 })));
    expect(drawn.find(({ id }) => id === "loss")!.data).toHaveLength(count + 2);
    expect(drawn.filter(({ id }) => /^loss-/.test(id))).toHaveLength(count);
  });

  it("shows metrics without a value as such", () => {
    const none = FULL.map((event) =>
      event.event === "eval"
        ? {
            ...event,
            losses: { ...event.losses, depth: null },
            metrics: { ...event.metrics, depth: { abs: null, rel: null } },
          }
        : event,
    );
    const page = render(none);
    expect(read(page)).toContain("No pixel had a truth to compare with.");
    expect(read(page)).toContain('<td>–</td><td class="last">–</td><td>–</td>');
    expect(openPage(page).map(({ id }) => id)).not.toContain("metric-val-1-0");
  });

  it("takes a configuration of any shape", () => {
    for (const config of [
      null,
      undefined,
      3,
      [],
      { balancer: null },
      { balancer: { priorities: { a: "x" } } },
    ])
      expect(openPage(renderReport({ name: "a", config, events: FULL, pictures: [] }))).toHaveLength(13);
  });
});
