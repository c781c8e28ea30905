import { expectSynchronous } from "./synchronous.ts";

/** Anything a scope can free. */
export interface Disposable {
  dispose(): void;
}

const scopes: Set<Disposable>[] = [];

/** Puts a tensor under the innermost scope, if there is one. */
export function enroll(item: Disposable): void {
  scopes.at(-1)?.add(item);
}

/** Takes a tensor out of every scope: from here on its owner disposes of it. */
export function keep<T extends Disposable>(item: T): T {
  for (const scope of scopes) scope.delete(item);
  return item;
}

/**
 * Runs `body` and disposes of every tensor made in it, but for those it returns: a tensor, or tensors in arrays and
 * plain objects. Those pass to the enclosing scope, if there is one. `body` must not be asynchronous: what is made
 * after an `await` would fall to another scope.
 *
 * @throws {TypeError} if `body` returns a promise.
 */
export function scope<T>(body: () => T): T {
  const { result, survivors } = withSurvivors(body);
  for (const survivor of survivors) enroll(survivor);
  return result;
}

/** As {@link scope}, for a caller who owns those that `body` made and returns. */
export function withSurvivors<T>(body: () => T): {
  readonly result: T;
  readonly survivors: readonly Disposable[];
} {
  const made = new Set<Disposable>();
  scopes.push(made);
  try {
    const result = expectSynchronous("scope", body());
    return { result, survivors: [...tensorsIn(result)].filter((item) => made.delete(item)) };
  } finally {
    scopes.pop();
    for (const item of made) item.dispose();
  }
}

/** Every tensor in a value: itself, or in arrays and plain objects. */
export function* tensorsIn(value: unknown): Generator<Disposable> {
  if (typeof value !== "object" || value === null) return;
  if ("dispose" in value) yield value as Disposable;
  else if (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
    for (const item of Object.values(value)) yield* tensorsIn(item);
}
