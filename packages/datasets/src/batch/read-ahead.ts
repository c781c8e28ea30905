/**
 * Yields `read(first) .. read(end - 1)`, with up to `ahead` of them, at least 1, asked for beyond the one that is
 * handed out.
 *
 * @param leave what becomes of those asked for when a loop is left early: waited for, or forgotten
 */
export async function* readAhead<T>(
  first: number,
  end: number,
  ahead: number,
  read: (number: number) => Promise<T>,
  leave: "wait" | "forget",
): AsyncGenerator<T, void, undefined> {
  const asked: Promise<T>[] = [];
  let next = first;
  const ask = () => {
    while (asked.length < ahead && next < end) {
      const reading = read(next++);
      // A failure is reported when its turn comes; until then nobody awaits it, which Node would take for a crash.
      reading.catch(() => {});
      asked.push(reading);
    }
  };
  try {
    for (ask(); asked.length > 0; ) {
      const current = await asked[0]!;
      asked.shift();
      ask();
      yield current;
    }
  } finally {
    if (leave === "wait") await Promise.allSettled(asked);
  }
}
