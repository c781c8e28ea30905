import { type Chart, isEmpty } from "./chart.ts";
import { type Html, html } from "./html.ts";
import { taskName } from "./task-colour.ts";

/** Where the page draws a chart, with its title and what is to be said of it. */
export function chartFigure(chart: Chart, width = ""): Html {
  const title = chart.task === null ? html`${chart.title}` : taskName(chart.title, chart.task);
  return html`<figure class="chart ${width}">
    <figcaption><h3>${title}</h3>${chart.note === "" ? null : html`<p>${chart.note}</p>`}</figcaption>
    ${isEmpty(chart) ? html`<p class="empty" data-chart="${chart.id}">${chart.empty}</p>` : html`<div class="plot" data-chart="${chart.id}"></div>`}
  </figure>
  `;
}
