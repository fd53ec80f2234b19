/** “On Tuesday … wrote:”, which may run over two lines. */
const WROTE = /^(?:on|am|le)\b.{0,300}\b(?:wrote|schrieb|écrit)\s?:$/i;
/** How Outlook begins what it repeats. */
const REPEATED = /^(?:-{2,}\s*original message\s*-{2,}|_{10,}|from:\s.+)$/i;

/** Says that the answers stand among what is repeated. */
const BELOW = /\b(?:below|in-?\s?line|underneath|interspersed|in (?:red|blue|green|bold|capitals))\b/i;

/**
 * The text of a mail without what it repeats of earlier ones below, as far as that is plain; all of it where something
 * may have been written between the lines that it repeats: among lines that it quotes, or where it says so ("see below").
 * Takes as long as the text is.
 */
export function withoutQuoted(body: string): string {
  const lines = body.split('\n');
  const isQuoted = (line: string): boolean => line.startsWith('>');
  const lastOwn = lines.findLastIndex((line) => !isQuoted(line) && line.trim() !== '');
  const repeated = lines.findIndex((_, place) => isRepeated(lines, place));
  const quoted = lines.findIndex((line, place) => place > lastOwn && isQuoted(line));
  const at = repeated < 0 ? quoted : repeated;
  if (at < 0) return body;
  const [above, below] = [lines.slice(0, at), lines.slice(at)];
  if (BELOW.test(above.join(' ')) || above.some(isQuoted) || (repeated >= 0 && below.some(isQuoted)))
    return body;
  const kept = withoutWrote(above).join('\n').trim();
  return kept === '' ? body : kept;
}

function isRepeated(lines: string[], place: number): boolean {
  const line = lines[place]!.trim();
  if (!REPEATED.test(line)) return false;
  const next = lines.slice(place + 1, place + 5).map((one) => one.trim());
  return next.some((one) => /^(?:sent|date|to):\s/i.test(one));
}

/** What stands directly above quoted lines says whose they are. */
function withoutWrote(lines: string[]): string[] {
  const kept = [...lines];
  while (kept.at(-1)?.trim() === '') kept.pop();
  for (const count of [1, 2]) {
    const said = kept.slice(-count).map((line) => line.trim());
    if (WROTE.test(said.join(' '))) return kept.slice(0, -count);
  }
  return kept;
}
