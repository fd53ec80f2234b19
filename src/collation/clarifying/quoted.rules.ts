/** “On Tuesday … wrote:”, which may run over two lines. */
const WROTE = /^(?:on|am|le)\b.{0,300}\b(?:wrote|schrieb|écrit)\s?:$/i;
/** How Outlook begins what it repeats. */
const REPEATED = /^(?:-{2,}\s*original message\s*-{2,}|_{10,}|from:\s.+)$/i;

/**
 * The text of a mail without what it repeats of earlier ones below, as far as that is plain; where something was
 * written between the lines that it quotes, all of it.
 */
export function withoutQuoted(body: string): string {
  const lines = body.split('\n');
  const at = lines.findIndex((line, place) => {
    if (isRepeated(lines, place)) return true;
    if (!line.startsWith('>')) return false;
    return lines.slice(place).every((later) => later.startsWith('>') || later.trim() === '');
  });
  if (at < 0) return body;
  const kept = withoutWrote(lines.slice(0, at)).join('\n').trim();
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
