import type { Random } from "../../random.ts";
import { hsl, mix, scale } from "../colour.ts";
import { along, detail, type Material, paint, wood } from "../material.ts";
import { cell, noise } from "../noise.ts";
import type { Palette } from "../palette.ts";
import { type Furniture, solidsOf } from "../piece.ts";

/** A bookshelf, a chest of drawers or a wardrobe. */
export function shelf(random: Random, palette: Palette, kind: "books" | "drawers" | "wardrobe"): Furniture {
  return kind === "books" ? bookshelf(random, palette) : cabinet(random, palette, kind);
}

function bookshelf(random: Random, { wood: timber }: Palette): Furniture {
  const { box } = solidsOf("shelf");
  const width = random.uniform(0.75, 1.2);
  const depth = random.uniform(0.28, 0.34);
  const rows = 3 + random.integer(3);
  const rowHeight = random.uniform(0.32, 0.37);
  const height = 0.08 + rows * rowHeight;
  const board = 0.025;
  const body = wood(timber);
  const solids = [
    box(wood(scale(timber, 0.8)), { bottom: 0.04, z: depth / 2 - 0.01 }, [width - 0.01, height - 0.05, 0.02]),
    ...[-1, 1].map((side) =>
      box(body, { bottom: 0, x: (side * (width - board)) / 2 }, [board, height, depth]),
    ),
    ...Array.from({ length: rows + 1 }, (_, row) =>
      box(body, { bottom: 0.06 + row * rowHeight - (row === 0 ? 0.06 : 0) }, [
        width - 2 * board,
        row === 0 ? 0.08 : board,
        depth,
      ]),
    ),
  ];
  const inside = width - 2 * board;
  for (let row = 0; row < rows; row++) {
    // Two blocks of books a row, and a gap here and there.
    let left = -inside / 2 + 0.01;
    for (let block = 0; block < 2; block++) {
      const wide = random.uniform(0.28, 0.5) * inside;
      if (left + wide > inside / 2) break;
      if (random.chance(0.85)) {
        const tall = rowHeight * random.uniform(0.6, 0.84);
        const deep = depth - random.uniform(0.06, 0.12);
        const spines = books(random.integer(1 << 20));
        solids.push(
          box(spines, { bottom: 0.08 + row * rowHeight, x: left + wide / 2, z: (depth - deep) / 2 - 0.02 }, [
            wide,
            tall,
            deep,
          ]),
        );
      }
      left += wide + random.uniform(0.005, 0.08) * inside;
    }
  }
  return { width, depth, height, solids };
}

/** Spines of many colours, each a few centimetres wide. */
function books(seed: number): Material {
  return (surface) => {
    const { u, v } = along(surface);
    if (Math.abs(surface.normal.y) > 0.7) return { albedo: hsl(0.12, 0.15, 0.8) };
    const thickness = 0.034;
    const book = Math.floor((u + 0.3 * noise(u * 20, seed)) / thickness);
    const [hue, lightness] = [cell(book, seed), cell(book, seed + 1)];
    const spine = hsl(hue, 0.15 + 0.4 * cell(book, seed + 2), 0.2 + 0.45 * lightness);
    const band = Math.abs(v - 0.05) < 0.012 ? 0.35 : 0;
    return {
      albedo: mix(
        hsl(0.1, 0.12, 0.5),
        mix(spine, hsl(0.12, 0.3, 0.8), band),
        0.35 + 0.65 * detail(0.06, surface.footprint),
      ),
    };
  };
}

function cabinet(random: Random, { wood: timber, metal }: Palette, kind: "drawers" | "wardrobe"): Furniture {
  const { box, ellipsoid } = solidsOf("shelf");
  const tall = kind === "wardrobe";
  const width = tall ? random.uniform(1, 1.7) : random.uniform(0.8, 1.4);
  const depth = tall ? random.uniform(0.5, 0.6) : random.uniform(0.4, 0.48);
  const height = tall ? random.uniform(1.9, 2.15) : random.uniform(0.72, 0.98);
  const columns = tall ? 2 + random.integer(2) : 1 + random.integer(2);
  const rows = tall ? 1 : 3;
  const body = random.chance(0.7) ? wood(timber) : paint(hsl(0.1, 0.06, random.uniform(0.75, 0.92)));
  const front = random.chance(0.6) ? body : wood(scale(timber, 1.15));
  const solids = [
    box(body, { bottom: 0.06 }, [width, height - 0.06, depth - 0.02]),
    box(paint(scale(timber, 0.4)), { bottom: 0 }, [width - 0.08, 0.06, depth - 0.08]),
  ];
  const [cellWidth, cellHeight] = [(width - 0.02) / columns, (height - 0.1) / rows];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const x = (column - (columns - 1) / 2) * cellWidth;
      const bottom = 0.08 + row * cellHeight;
      solids.push(
        box(front, { bottom: bottom + 0.008, x, z: -depth / 2 + 0.01 }, [
          cellWidth - 0.016,
          cellHeight - 0.016,
          0.02,
        ]),
      );
      const knobX = tall ? x + (column % 2 === 0 ? 1 : -1) * (cellWidth / 2 - 0.06) : x;
      solids.push(
        ellipsoid(
          paint(metal),
          { bottom: bottom + cellHeight / 2, x: knobX, z: -depth / 2 - 0.01 },
          tall ? [0.02, 0.16, 0.03] : [0.1, 0.025, 0.03],
        ),
      );
    }
  return { width, depth, height, solids };
}
