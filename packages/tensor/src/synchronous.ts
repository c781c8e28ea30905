/**
 * Passes on the result of a body that a caller runs, unless it is the promise of an asynchronous one.
 *
 * @throws {TypeError} if it is a promise.
 */
export function expectSynchronous<T>(caller: string, result: T): T {
  if (!(result instanceof Promise)) return result;
  // Its own failure has nobody left to await it, and would end the process.
  result.catch(() => {});
  throw new TypeError(
    `${caller}: expected a body that returns its result; got a promise. Await outside the ${caller}`,
  );
}
