import { html } from "../report/html.ts";
import { htmlPage } from "../report/html-page.ts";
import { changeSection } from "./change-section.ts";
import type { Comparison } from "./comparison.ts";
import { comparisonHeader } from "./comparison-header.ts";
import { COMPARISON_STYLE } from "./comparison-style.ts";
import { curveGroups } from "./curve-charts.ts";
import { CURVE_SCRIPT, curveSection } from "./curve-section.ts";
import { predictionSection } from "./prediction-section.ts";
import { tableSection } from "./table-section.ts";

/** A page about an experiment, in one file: nothing in it is loaded from elsewhere. */
export function renderComparison(comparison: Comparison): string {
  const groups = curveGroups(comparison);
  const main = html`${comparisonHeader(comparison)}
<noscript><p class="lead">The charts need JavaScript.</p></noscript>
${tableSection(comparison)}
${changeSection(comparison)}
${curveSection(comparison, groups)}
${predictionSection(comparison)}
<section id="configuration">
  <h2>Configuration</h2>
  <div class="scroll"><table class="results methods">
    <thead><tr><th scope="col">method</th><th scope="col" class="fields">what makes it</th></tr></thead>
    <tbody>${comparison.methods.map(({ name, fields }) => html`<tr><th scope="row">${name}</th><td class="fields">${fields.join(", ") || "–"}</td></tr>`)}</tbody>
  </table></div>
  <details><summary>What all runs have in common</summary><pre>${JSON.stringify(comparison.shared, null, 2)}</pre></details>
</section>`;
  return htmlPage({
    title: comparison.name,
    main,
    charts: groups.flatMap(({ charts }) => charts),
    style: COMPARISON_STYLE,
    script: CURVE_SCRIPT,
  });
}
