import { type Html, html } from "./html.ts";

/** What is to be known of a run at a glance. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly detail?: string | undefined;
}

export const factList = (facts: readonly Fact[]): Html => html`<dl class="facts">
    ${facts.map(({ label, value, detail }) => html`<div><dt>${label}</dt><dd>${value}${detail ? html`<small>${detail}</small>` : null}</dd></div>`)}
  </dl>`;
