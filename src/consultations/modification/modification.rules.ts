/** How modifications are numbered: SECMP0026; since 2019 MP077 and MP162A, and DP for what is not one yet. */
const NUMBER = String.raw`SECMP\d{4}|[MD]P\d{3,4}[A-Z]?`;
const WHOLE = new RegExp(`^(?:${NUMBER})$`);
const WITHIN = new RegExp(String.raw`\b(?:${NUMBER})\b`, 'g');

/** A modification's number as it is kept, whatever the case it was typed in; undefined for what cannot be one. */
export function asModification(text: string): string | undefined {
  const number = text.trim().toUpperCase();
  return WHOLE.test(number) ? number : undefined;
}

/** A text in pieces: what is a modification's number, and what is between. */
export function modificationsIn(text: string): { text: string; modification?: string }[] {
  const pieces: { text: string; modification?: string }[] = [];
  let done = 0;
  for (const found of text.matchAll(WITHIN)) {
    if (found.index > done) pieces.push({ text: text.slice(done, found.index) });
    pieces.push({ text: found[0], modification: found[0] });
    done = found.index + found[0].length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/** The modifications that a consultation is on, each once: by what SECAS entered, its title and its reference. */
export function modificationsOf({
  modification,
  title,
  reference,
}: {
  modification: string | null;
  title: string;
  reference: string;
}): string[] {
  const said = modificationsIn([modification ?? '', title, reference].join(' '));
  return [...new Set(said.flatMap((piece) => piece.modification ?? []))];
}
