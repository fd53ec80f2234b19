import type { Db } from '../../db/connection.js';
import { paths } from '../../paths.js';
import type { MarkedLine } from '../themes/coding/marks.rules.js';
import { findHits } from './hits.store.js';
import { hitsIn, markable, withHits } from './hits.rules.js';
import { findQuery } from './search.store.js';
import { searchWords } from './searchWords.rules.js';

/** What of a page that shows a submission is marked. */
interface Shown {
  sections: {
    answers: { said: { lines: MarkedLine[]; files: { id: string; note: string }[] } }[];
  }[];
}

/** A page of a submission on which what was searched for is marked, in answers, and named at the files that hold it. */
export async function markHits<Page extends Shown>(
  db: Db,
  page: Page,
  { reference, submission }: { reference: string; submission: string },
  words: string,
): Promise<Page & { marked?: { text: string; links: { text: string; href: string }[] } }> {
  const query = words ? await findQuery(db, searchWords(words)) : undefined;
  if (!query) return page;
  const lines = page.sections.flatMap(({ answers }) => answers.flatMap(({ said }) => said.lines));
  const texts = lines.map((line) => markable(line.text + (line.rest?.text ?? '')));
  const found = await findHits(db, submission, query, texts);
  const files = new Set(found.files);
  const shown = new Map(
    lines.map((line, index) => [line, withHits(line, hitsIn(texts[index]!, found.texts[index]!))]),
  );
  const marked = {
    text: `“${words}” is marked in the answers${files.size > 0 ? ', and stands in a file' : ''}.`,
    links: [
      {
        text: 'Back to the search',
        href: `${paths.deskSearch({ reference })}?${new URLSearchParams({ words }).toString()}`,
      },
      { text: 'Show it without the marks', href: paths.deskSubmission({ reference, submission }) },
    ],
  };
  const sections = page.sections.map((section) => ({
    ...section,
    answers: section.answers.map((answer) => ({
      ...answer,
      said: {
        ...answer.said,
        lines: answer.said.lines.map((line) => shown.get(line)!),
        files: answer.said.files.map((file) =>
          files.has(file.id) ? { ...file, note: `${file.note} · “${words}” stands in it` } : file,
        ),
      },
    })),
  }));
  return { ...page, sections, marked };
}
