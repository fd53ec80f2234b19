import { fingerprintOf } from '../../consultations/fingerprint.js';
import type { Answered } from '../../reports/telling/answered.store.js';
import type { ToldThread } from '../../reports/telling/clarifications.rules.js';
import { tell, type Told } from '../../reports/telling/redaction.rules.js';
import { without, type Part } from './consenting.rules.js';

/** What the version for all would tell of a submission that it does not tell now: by the rule that makes the report. */
export interface Revealed {
  /** its name, and with it its Parties, categories and the time */
  name: Pick<Told, 'name' | 'parties' | 'receivedAt'> | undefined;
  answers: { questionKey: string; value: unknown }[];
  files: { id: string; name: string; questionKey: string }[];
  /** what SECAS asked about its answers and it replied, the earliest first */
  clarifications: { questionKey: string; said: ToldThread['said'] }[];
  digest: boolean;
}

export function revealedBy(answered: Answered, part: Part): Revealed {
  const now = tell(answered, 'all');
  const then = tell(without(answered, part), 'all');
  const { name, parties, receivedAt } = then;
  return {
    name: now.nameWithheld && !then.nameWithheld ? { name, parties, receivedAt } : undefined,
    answers: Object.entries(then.answers).flatMap(([questionKey, answer]) =>
      !answer.withheld && now.answers[questionKey]?.withheld ? [{ questionKey, value: answer.value }] : [],
    ),
    files: then.files
      .filter(({ id }) => now.files.every((file) => file.id !== id))
      .map(({ id, name: fileName, questionKey }) => ({ id, name: fileName, questionKey })),
    clarifications: Object.entries(then.clarifications).flatMap(([questionKey, { said }]) => {
      // Of a thread its beginning is told, up to what is confidential.
      const more = said.slice(now.clarifications[questionKey]?.said.length ?? 0);
      return more.length > 0 ? [{ questionKey, said: more }] : [];
    }),
    digest: now.digest === null && then.digest !== null,
  };
}

/** Of what the respondent would give away, for the form that agrees to it. SECAS's comments are its own to change. */
export const markOf = (revealed: Revealed): string =>
  fingerprintOf({
    ...revealed,
    name: revealed.name && { ...revealed.name, receivedAt: String(revealed.name.receivedAt) },
  });
