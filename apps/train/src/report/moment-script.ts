import { Html } from "./html.ts";

/** What runs in the page beside its pictures: the slider shows those of an epoch, or of the last before it that has one. */
export const MOMENT_SCRIPT = new Html(`
"use strict";
{
  const { epochs, pictures } = JSON.parse(document.getElementById("moments").textContent);
  const images = [...document.querySelectorAll("[data-moment]")].map((image) => ({
    image,
    latest: image.src,
    earlier: pictures[image.dataset.moment],
  }));
  document.getElementById("epoch")?.addEventListener("input", ({ target }) => {
    const at = Number(target.value);
    document.querySelector(".epochs output").value = epochs[at];
    for (const { image, latest, earlier } of images) {
      const jpeg = at < epochs.length - 1 ? earlier.slice(0, at + 1).findLast((one) => one !== null) : null;
      image.src = jpeg ? "data:image/jpeg;base64," + jpeg : latest;
    }
  });
}
`);
