import type { Db } from '../../src/db/connection.js';
import type { BuiltPerson } from '../support/build.js';
import { aTheme } from '../support/codings.js';

interface Of {
  id: string;
}

/** A theme that anybody may read, and some whose names say what is confidential, of answers that are. */
export async function addThemes(
  db: Db,
  consultationId: string,
  { openly, whole, nameless, late }: Record<'openly' | 'whole' | 'nameless' | 'late', Of>,
  by: BuiltPerson,
): Promise<void> {
  const theme = (question: string, name: string, ...submissions: Of[]) =>
    aTheme(db, { consultationId, question, name, by }, submissions);
  await theme('view', '=Cost to “consumers” & <b>others</b>', openly, whole, nameless, late);
  await theme('view', 'SECRET-THEME of the whole', whole);
  await theme('view', 'SECRET-THEME as Shy Energy said before', nameless);
  await theme('view', 'SECRET-THEME of what is not admitted', late);
  await theme('view', 'SECRET-THEME of nothing');
  await theme('other', 'SECRET-THEME of an answer', openly);
  await theme('lead-time', 'SECRET-THEME of a reply', openly);
  await theme('legal-text', 'The wording of “must”', openly, whole);
}
