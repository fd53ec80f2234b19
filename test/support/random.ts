export interface Random {
  below: (count: number) => number;
  of: <Item>(items: Item[]) => Item;
  is: () => boolean;
}

/** Random numbers that can be repeated: mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return { below, of: <Item>(items: Item[]): Item => items[below(items.length)]!, is: () => next() < 0.5 };
}
