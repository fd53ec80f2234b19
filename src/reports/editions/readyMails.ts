import type { Config } from '../../config.js';
import { formatDeadline } from '../../londonTime.js';
import { layoutMail } from '../../notices/layoutMail.js';
import { PRIORITY, type NewMail } from '../../notices/outbox.store.js';
import { paths } from '../../paths.js';
import { queryOf } from '../address.js';
import type { Frame } from '../report.js';
import { numberText, type Change } from './edition.rules.js';
import type { Edition } from './editions.store.js';

type Sender = Pick<Config, 'baseUrl' | 'serviceName' | 'serviceContact'>;

interface Reader {
  id: string;
  name: string;
  email: string;
}

/** Tells the Panel that the report and its pack are ready, once they are. */
export const reportReadyMail = (
  config: Sender,
  reader: Reader,
  { consultation, closedAt }: Pick<Frame, 'consultation' | 'closedAt'>,
): NewMail => ({
  kind: 'report-ready',
  priority: PRIORITY.notice,
  personId: reader.id,
  to: reader.email,
  subject: `The report is ready: ${consultation.reference}`,
  body: layoutMail(config, [
    `Dear ${reader.name},`,
    `“${consultation.title}” (${consultation.reference}) closed at ${formatDeadline(closedAt ?? consultation.closesAt)}. The collated report of the responses is ready to read and to download:`,
    config.baseUrl + paths.panelConsultation({ reference: consultation.reference }),
    'You are told because you are a Panel member. Sign in with this address.',
  ]),
  dedupeKey: `report-ready:${consultation.id}:${reader.id}`,
});

/** Tells whoever has taken an earlier version away that there is a newer one. */
export const reportChangedMail = (
  config: Sender,
  reader: Reader,
  { consultation, version }: Pick<Frame, 'consultation' | 'version'>,
  { id, number, changes }: Pick<Edition, 'id' | 'number' | 'changes'>,
): NewMail => ({
  kind: 'report-changed',
  priority: PRIORITY.notice,
  personId: reader.id,
  to: reader.email,
  subject: `The report has changed: ${consultation.reference}, version ${numberText(number)}`,
  body: layoutMail(config, [
    `Dear ${reader.name},`,
    `There is a new version ${numberText(number)} of the report of “${consultation.title}” (${consultation.reference}), of which you downloaded an earlier one. What changed:`,
    changes.map(changeLine).join('\n'),
    config.baseUrl + paths.panelConsultation({ reference: consultation.reference }) + queryOf({ version }),
    'You are told because you downloaded an earlier version. Sign in with this address.',
  ]),
  dedupeKey: `report-changed:${id}:${reader.id}`,
});

/** Names stand in the report: a mail may be passed on. */
const changeLine = ({ what, names, more }: Change): string => {
  const concerned = names.length + more;
  return concerned === 0 ? `- ${what}` : `- ${what} (${concerned})`;
};
