/** What was typed into the search, in the two languages that Postgres reads queries in. */
export interface SearchWords {
  /** for websearch_to_tsquery, which takes whatever is typed: words, "phrases", or, -without */
  web: string;
  /** for to_tsquery: the words that are only begun, as `'tariff':* & 'cost':*`; '' when there is none */
  begun: string;
}

/** `tariff*`, outside a phrase: two letters at least, or everything would be found. */
const BEGUN = /(?<![\p{L}\p{N}*-])([\p{L}\p{N}]{2,})\*(?![\p{L}\p{N}])/gu;

/** Takes the words that end in * out of what websearch_to_tsquery reads, which does not know them. */
export function searchWords(typed: string): SearchWords {
  const begun: string[] = [];
  // What stands between quotation marks is a phrase, and stays as it is.
  const web = typed
    .split('"')
    .map((piece, index) =>
      index % 2 === 1
        ? piece
        : piece.replaceAll(BEGUN, (_, word: string) => {
            begun.push(`'${word}':*`);
            return ' ';
          }),
    )
    .join('"');
  return { web, begun: begun.join(' & ') };
}
