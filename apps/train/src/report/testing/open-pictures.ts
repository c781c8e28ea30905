import { Script } from "node:vm";

interface Image {
  src: string;
  readonly dataset: { readonly moment: string };
}

/** Runs the script of a page's pictures as a browser would; what comes back moves the slider and tells what shows then. */
export function openPictures(page: string): (at: number) => { epoch: unknown; sources: string[] } {
  const scripts = [...page.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);
  const [, moments] = /id="moments">([\s\S]*?)<\/script>/.exec(page)!;
  const images = [...page.matchAll(/<img data-moment="(\d+)" src="([^"]+)"/g)].map(
    ([, moment, src]): Image => ({ src: src!, dataset: { moment: moment! } }),
  );
  const output = { value: null };
  const listeners: ((event: { target: { value: string } }) => void)[] = [];
  const slider = {
    addEventListener: (_: string, listener: (typeof listeners)[number]) => listeners.push(listener),
  };
  new Script(scripts.at(-1)!).runInNewContext({
    document: {
      getElementById: (id: string) => (id === "epoch" ? slider : { textContent: moments }),
      querySelectorAll: () => images,
      querySelector: () => output,
    },
  });
  return (at) => {
    for (const listener of listeners) listener({ target: { value: String(at) } });
    return { epoch: output.value, sources: images.map(({ src }) => src) };
  };
}
