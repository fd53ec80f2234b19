const HEADER = 12;
const RECORD = 16;

/**
 * The characters for which a TrueType or OpenType font has a glyph, by code point: read from its `cmap` table in
 * format 12, which every font that the portal brings has (OpenType specification, "cmap").
 * @throws Error when the font has no such table
 */
export function coveredBy(font: Buffer): Set<number> {
  const tables = tableStarts(font);
  const cmap = tables.get('cmap') ?? 0;
  const subtables = Array.from(
    { length: font.readUInt16BE(cmap + 2) },
    (_, index) => cmap + font.readUInt32BE(cmap + 8 + 8 * index),
  );
  const subtable = subtables.find((at) => font.readUInt16BE(at) === 12);
  if (!cmap || subtable === undefined) throw new Error('This font does not say which characters it has.');
  const covered = new Set<number>();
  for (let group = 0; group < font.readUInt32BE(subtable + 12); group += 1) {
    const at = subtable + 16 + 12 * group;
    const last = font.readUInt32BE(at + 4);
    for (let code = font.readUInt32BE(at); code <= last; code += 1) covered.add(code);
  }
  return covered;
}

function tableStarts(font: Buffer): Map<string, number> {
  const starts = Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
    const at = HEADER + RECORD * index;
    return [font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8)] as const;
  });
  return new Map(starts);
}
