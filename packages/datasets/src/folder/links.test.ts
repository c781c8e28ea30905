import { execFileSync } from "node:child_process";
import { mkdir, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { newFolder, tinyFolder } from "./folder.fixture.ts";
import { openFolder } from "./open-folder.ts";

const cure = "copy what it leads to, or name a data folder that holds both";

/** Moves something out of the folder, and puts a link to it in its place. */
async function moveOut(dir: string, path: string): Promise<string> {
  const outside = join(await newFolder(), "moved");
  await rename(join(dir, path), outside);
  await symlink(outside, join(dir, path));
  return outside;
}

describe("links", () => {
  it.each([
    ["dataset.json", "a description of the data set"],
    ["train", "a folder"],
    ["train/image", "a folder"],
    ["train/depth/b.png", "a file"],
  ])("are refused where they lead out of the data folder: %s", async (path, expected) => {
    const dir = await tinyFolder();
    const outside = await moveOut(dir, path);
    const said = (await refusal(() => openFolder(dir))).replaceAll(outside, "OUTSIDE").replaceAll(dir, "DIR");
    const [place = "", ...rest] = said.split(": ");
    expect(place).toMatch(new RegExp(`^DIR/${path}`));
    expect(rest.join(": ")).toMatch(
      new RegExp(`^expected ${expected} inside the data folder; got a link to OUTSIDE[/a-z]*; ${cure}$`),
    );
  });

  it("are refused when a file becomes one after opening", async () => {
    const dir = await tinyFolder();
    const dataset = await openFolder(dir);
    const outside = await moveOut(dir, "train/depth/b.png");
    const said = await refusal(() => dataset.sample("train", 1));
    expect(said.replaceAll(outside, "OUTSIDE").replaceAll(dir, "DIR")).toBe(
      `DIR/train/depth/b.png: expected a file inside the data folder; got a link to OUTSIDE; ${cure}`,
    );
  });

  it("are followed where they stay inside, and so is one to the data folder", async () => {
    const dir = await tinyFolder();
    await mkdir(join(dir, "store"));
    await rename(join(dir, "train/depth"), join(dir, "store/depth"));
    await symlink("../store/depth", join(dir, "train/depth"));
    const alias = join(await newFolder(), "alias");
    await symlink(dir, alias);
    const wanted = await (await openFolder(dir)).sample("train", 1);
    expect(await (await openFolder(alias)).sample("train", 1)).toEqual(wanted);
  });

  it("that lead nowhere are refused", async () => {
    const dir = await tinyFolder();
    await rm(join(dir, "train/depth/b.png"));
    await symlink("gone", join(dir, "train/depth/b.png"));
    expect((await refusal(() => openFolder(dir))).replaceAll(dir, "DIR")).toBe(
      "DIR/train/depth/b.png: expected a file; got nothing there",
    );
  });

  it("to a folder of a name that begins alike are refused too", async () => {
    const dir = await tinyFolder();
    const beside = `${dir}-beside`;
    await mkdir(beside);
    try {
      await rename(join(dir, "train"), join(beside, "train"));
      await symlink(join(beside, "train"), join(dir, "train"));
      expect(await refusal(() => openFolder(dir))).toContain("got a link to");
    } finally {
      await rm(beside, { recursive: true });
    }
  });
});

describe("what is no file", () => {
  it("is refused: a pipe, which would keep its reader waiting, and a folder", async () => {
    const dir = await tinyFolder();
    const dataset = await openFolder(dir);
    const said = async (i: number) =>
      (await refusal(() => dataset.sample("train", i))).replaceAll(dir, "DIR");
    await rm(join(dir, "train/depth/a.png"));
    execFileSync("mkfifo", [join(dir, "train/depth/a.png")]);
    expect(await said(0)).toBe(
      "DIR/train/depth/a.png: expected a file; got no regular file; put a file there",
    );
    await rm(join(dir, "train/depth/b.png"));
    await mkdir(join(dir, "train/depth/b.png"));
    expect(await said(1)).toBe("DIR/train/depth/b.png: expected a file; got a folder; put a file there");
  });

  it("nor is what is too large for one, however little of the disk it takes", async () => {
    const dir = await tinyFolder();
    const dataset = await openFolder(dir);
    const file = join(dir, "train/depth/a.png");
    await writeFile(file, "");
    await truncate(file, 2 ** 40);
    expect((await refusal(() => dataset.sample("train", 0))).replaceAll(dir, "DIR")).toBe(
      "DIR/train/depth/a.png: expected at most 268435456 bytes; got 1099511627776; store less in a file, or smaller pictures",
    );
  });
});
