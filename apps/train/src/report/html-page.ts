import type { Chart } from "./chart.ts";
import { isEmpty } from "./chart.ts";
import { type Html, html, jsonScript } from "./html.ts";
import { pageScript } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { uplotFiles } from "./uplot-files.ts";

export interface HtmlPage {
  readonly title: string;
  readonly main: Html;
  /** Those that have values are drawn where `main` has room for them. */
  readonly charts: readonly Chart[];
  /** What the page has besides the common style and scripts. */
  readonly style?: Html;
  /** Runs before the charts are drawn, in the same scope. */
  readonly script?: Html;
  /** Elements after all others. */
  readonly scripts?: Html | null;
}

/** A page in one file: nothing in it is loaded from elsewhere. */
export function htmlPage({ title, main, charts, style, script, scripts = null }: HtmlPage): string {
  const uplot = uplotFiles();
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>${title} · Equipoise</title>
<style>${uplot.style}</style>
<style>${PAGE_STYLE}${style ?? null}</style>
</head>
<body>
<main>
${main}
</main>
<script type="application/json" id="charts">${jsonScript(charts.filter((chart) => !isEmpty(chart)))}</script>
<script>${uplot.script}</script>
<script>${pageScript(script)}</script>
${scripts}
</body>
</html>
`.text;
}
