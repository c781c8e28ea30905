import { describe, expect, it } from "vitest";
import { Html, html, jsonScript } from "./html.ts";

describe("html", () => {
  it("escapes what is put into it", () => {
    const name = `<img src=x onerror="alert('1')"> & more`;
    expect(html`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; more">&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62; &#38; more</p>',
    );
  });

  it("takes HTML, lists and nothing as they are", () => {
    expect(
      html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}${null}${new Html("<hr>")}${["a<", "b"]}</ul>`.text,
    ).toBe("<ul><li>1</li><li>2</li><hr>a&#60;b</ul>");
  });

  it("puts data into a script that no text in them can end", () => {
    const data = { name: "</script><!-- <script>" };
    const { text } = jsonScript(data);
    expect(text).not.toContain("<");
    expect(JSON.parse(text)).toEqual(data);
  });
});
