import type { Deps } from '../../deps.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import type { Marked } from './consenting.rules.js';
import type { Consentable } from './consenting.store.js';

interface To {
  id: string;
  name: string;
  email: string;
}

/** Asks those who may submit for the organisation. What was confidential stands in the portal, not in the mail. */
export const askedMails = (
  config: Deps['config'],
  people: To[],
  { consultation, organisation, responseId, reference }: Consentable,
  { id, part, reason }: { id: string; part: Marked; reason: string },
): NewMail[] =>
  people.map((person) => ({
    kind: 'consent-asked',
    priority: PRIORITY.notice,
    personId: person.id,
    to: person.email,
    subject: `May this be read by others? ${reference}, ${consultation.reference}`,
    body: layoutMail(config, [
      `Dear ${person.name},`,
      `${consultation.title} (${consultation.reference})`,
      `SECAS asks ${organisation.name} not to keep this confidential any longer: ${named(part)} of ${reference}.`,
      `Why: ${reason}`,
      'You see there exactly what would become readable, and for whom. You may agree or decline. Until you agree it stays confidential.',
      `${config.baseUrl}${paths.consent({ id: responseId, reference })}?${new URLSearchParams({ part: part.key }).toString()}`,
      `You are told because you may submit for ${organisation.name}.`,
    ]),
    dedupeKey: `consent:${id}:${person.id}`,
  }));

/** Tells who asked what came of it. */
export const answeredMail = (
  config: Deps['config'],
  asker: To,
  { id, consultation, organisation, reference }: Consentable,
  { step, part, by }: { step: 'lift' | 'decline' | 'take-back'; part: Marked; by: string },
): NewMail => ({
  kind: 'consent-answered',
  priority: PRIORITY.notice,
  personId: asker.id,
  to: asker.email,
  subject: `${SUBJECT[step]}: ${reference}, ${consultation.reference}`,
  body: layoutMail(config, [
    `Dear ${asker.name},`,
    `${consultation.title} (${consultation.reference})`,
    `${by} of ${organisation.name} ${SAID[step]}: ${named(part)} of ${reference}.`,
    config.baseUrl + paths.deskConsent({ reference: consultation.reference, submission: id }),
  ]),
});

const SUBJECT = {
  lift: 'Not confidential any more',
  decline: 'It stays confidential',
  'take-back': 'Confidential again',
};
const SAID = {
  lift: 'has agreed that this is not confidential any more',
  decline: 'has declined, so this stays confidential',
  'take-back': 'has taken the consent back, so this is confidential again',
};

/** A file's name may say what is confidential. */
const named = ({ part, what }: Marked): string =>
  part === 'file' ? 'one of the files' : what.charAt(0).toLowerCase() + what.slice(1);
