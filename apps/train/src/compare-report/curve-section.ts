import { chartFigure } from "../report/chart-figure.ts";
import { Html, html } from "../report/html.ts";
import { type Comparison, methodsOf } from "./comparison.ts";
import type { CurveGroup } from "./curve-charts.ts";

/** The curves, below a legend of them all which shows and hides their lines. */
export const curveSection = (
  comparison: Comparison,
  groups: readonly CurveGroup[],
): Html => html`<section id="curves">
  <h2>Over training</h2>
  <p class="lead">Lines are means over the seeds, and lie in a band from the lowest seed to the highest. A name below shows and hides its lines; pointed at, it brings them out.</p>
  <div class="line-names" role="group" aria-label="Methods that are shown">
    ${methodsOf(comparison).map(
      ({ name, hue, dash }) =>
        html`<button type="button" data-line="${name}" aria-pressed="true" style="--colour: var(--${hue ?? "ink"})"><i class="${dash === 0 ? "" : "dashed"}"></i>${name}</button>`,
    )}
    <button type="button" data-lines="all">all</button><button type="button" data-lines="none">none</button>
  </div>
  ${groups.map(
    ({ title, note, charts }) => html`<section><h3 class="group">${title}</h3>
  <p class="lead">${note}</p>
  <div class="grid">${charts.map((chart) => chartFigure(chart))}</div></section>
  `,
  )}
</section>`;

/** What runs in the page beside its charts: the legend of all lines, and what they are at the pointer. */
export const CURVE_SCRIPT = new Html(`
  const nameButtons = [...document.querySelectorAll("[data-line]")];
  const plots = () => [...drawn.values()];
  const lines = (u) => u.series.map(({ label }, k) => ({ label, k })).slice(1);
  const showLines = () => {
    for (const button of nameButtons) button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.line)));
    for (const u of plots())
      u.batch(() => {
        for (const { label, k } of lines(u)) if (u.series[k].show === hidden.has(label)) u.setSeries(k, { show: !hidden.has(label) });
      });
  };
  const bringOut = (name) => {
    for (const u of plots()) u.setSeries(lines(u).find(({ label, k }) => label === name && u.series[k].show)?.k ?? null, { focus: true });
  };
  for (const button of nameButtons) {
    const name = button.dataset.line;
    button.addEventListener("click", () => {
      if (!hidden.delete(name)) hidden.add(name);
      showLines();
    });
    for (const type of ["mouseenter", "focus"]) button.addEventListener(type, () => bringOut(name));
    for (const type of ["mouseleave", "blur"]) button.addEventListener(type, () => bringOut(null));
  }
  for (const button of document.querySelectorAll("[data-lines]"))
    button.addEventListener("click", () => {
      for (const { dataset } of nameButtons) button.dataset.lines === "all" ? hidden.delete(dataset.line) : hidden.add(dataset.line);
      showLines();
    });

  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const tip = element("div", "");
  tip.className = "tip";
  const tell = (u, place) => {
    const { idx, left } = u.cursor;
    if (typeof idx !== "number") return tip.remove();
    const rows = lines(u).filter(({ k }) => u.series[k].show).map(({ label, k }) => {
      let at = idx;
      while (at > 0 && u.data[k][at] === null) at--;
      return { label, value: u.data[k][at], text: u.series[k].value(u, u.data[k][at], k, idx), colour: u.series[k].stroke() };
    });
    rows.sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity));
    tip.replaceChildren(element("p", "epoch " + number(u.data[0][idx])), ...rows.map(({ label, text, colour }) => {
      const row = element("p", "");
      const spot = element("i", "");
      spot.style.background = colour;
      row.append(spot, element("span", label), element("b", text));
      return row;
    }));
    const right = left > u.over.clientWidth / 2;
    tip.style.left = right ? "auto" : u.over.offsetLeft + left + 14 + "px";
    tip.style.right = right ? place.clientWidth - u.over.offsetLeft - left + 14 + "px" : "auto";
    place.append(tip);
  };
  afterDrawing.push((u, place) => {
    u.over.addEventListener("mousemove", () => tell(u, place));
    u.over.addEventListener("mouseleave", () => tip.remove());
  });
`);
