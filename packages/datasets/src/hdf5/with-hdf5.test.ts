import { execFileSync } from "node:child_process";
import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { File, ready } from "h5wasm";
import { describe, expect, it, vi } from "vitest";
import { newFolder } from "../folder/folder.fixture.ts";
import { refusal } from "../refusal.fixture.ts";
import { withHdf5 } from "./with-hdf5.ts";

/** Writes an HDF5 file. */
async function write(dir: string, name: string, fill: (file: File) => unknown): Promise<string> {
  const { FS } = await ready;
  const file = new File("/new", "w", { libver: ["earliest", "v108"] });
  fill(file);
  file.close();
  const path = join(dir, name);
  await writeFile(path, FS.readFile("/new", { encoding: "binary" }));
  FS.unlink("/new");
  return path;
}

const numbers = (file: File) => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6);
  file.create_dataset({ name: "x", data, shape: [2, 3] });
};
const readAll = (path: string) => withHdf5(path, (hdf5) => [...hdf5.read("x", "float32", [0, 0], [2, 3])]);

const damaged =
  "expected a whole HDF5 file, as MATLAB 7.3 writes; got a truncated or damaged one, or one of another kind; " +
  "copy or download the file again";

describe("withHdf5", () => {
  it("reads a part of a variable", async () => {
    const path = await write(await newFolder(), "a.h5", numbers);
    expect(await withHdf5(path, (hdf5) => hdf5.names("/"))).toEqual(["x"]);
    expect(await withHdf5(path, (hdf5) => hdf5.shape("x", "float32"))).toEqual([2, 3]);
    const part = await withHdf5(path, (hdf5) => hdf5.read("x", "float32", [1, 1], [1, 2]));
    expect(part).toEqual(Float32Array.of(5, 6));
  });

  it("takes no memory for what it does not read: a file of 5 GiB", async () => {
    const path = await write(await newFolder(), "a.h5", numbers);
    await readAll(path);
    await truncate(path, 5 * 2 ** 30);
    const before = process.memoryUsage().rss;
    expect(await readAll(path)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20);
  });

  it("follows no link out of the file", async () => {
    const dir = await newFolder();
    const secret = await write(dir, "secret.h5", numbers);
    const path = await write(dir, "a.h5", (file) => file.create_external_link(secret, "x", "x"));
    expect(await refusal(() => readAll(path))).toBe(`${path}: ${damaged}`);
    const soft = await write(dir, "b.h5", (file) => file.create_soft_link("/nothing", "x"));
    expect(await refusal(() => readAll(soft))).toBe(`${soft}: ${damaged}`);
  });

  it("gives nothing where a part is not there, rather than what lay in memory", async () => {
    const path = await write(await newFolder(), "a.h5", numbers);
    const beyond = () => withHdf5(path, (hdf5) => hdf5.read("x", "float32", [1, 1], [2, 2]));
    expect(await refusal(beyond)).toBe(`${path}: ${damaged}`);
  });

  it("believes no header that asks for much at once", async () => {
    const path = await write(await newFolder(), "a.h5", (file) => {
      file.create_dataset({
        name: "x",
        data: new Uint8Array(1),
        shape: [1],
        maxshape: [null],
        chunks: [2 ** 27],
      });
    });
    const read = () => withHdf5(path, (hdf5) => hdf5.shape("x", "uint8"));
    expect(await refusal(read)).toBe(
      `${path}, x: expected pieces of at most 67108864 bytes; got 134217728 values of 1 bytes; take the original file, or save it in smaller chunks`,
    );
  });

  it("opens no file of another kind, even if nothing is read of it", async () => {
    const path = join(await newFolder(), "a.h5");
    await writeFile(path, "hello");
    expect(await refusal(() => withHdf5(path, () => 0))).toBe(`${path}: ${damaged}`);
  });

  it("waits for no pipe", async () => {
    const path = join(await newFolder(), "a.h5");
    execFileSync("mkfifo", [path]);
    expect(await refusal(() => withHdf5(path, () => 0))).toBe(
      `${path}: expected a file; got no regular file; put a file there`,
    );
  });

  it("prints nothing of what HDF5 says, but keeps it as the cause", async () => {
    const path = join(await newFolder(), "a.h5");
    await writeFile(path, "hello");
    const printed = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      const error = await readAll(path).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ cause: { message: expect.stringContaining("H5Fopen") } });
      expect([printed.mock.calls, logged.mock.calls]).toEqual([[], []]);
    } finally {
      printed.mockRestore();
      logged.mockRestore();
    }
  });

  it("is left by errors of the reader, with the file closed", async () => {
    const path = await write(await newFolder(), "a.h5", numbers);
    const { FS } = await ready;
    const before = FS.readdir("/").length;
    await expect(
      withHdf5(path, () => {
        throw new Error("of the reader");
      }),
    ).rejects.toMatchObject({ cause: { message: expect.stringContaining("of the reader") } });
    expect(FS.readdir("/").length).toBe(before);
  });
});
