import type { Typed } from '../../consultations/deadlineEntry.js';
import { capital } from '../../counted.js';
import { formatExact } from '../../londonTime.js';
import type { ArrivedMail } from './mails.store.js';

/** `Priya Shah <priya@example.org>`, as far as the mail says. */
export function senderOf({
  senderName,
  senderAddress,
}: Pick<ArrivedMail, 'senderName' | 'senderAddress'>): string {
  if (senderAddress === '') return senderName || 'somebody whom the mail does not name';
  return senderName && senderName.toLowerCase() !== senderAddress
    ? `${senderName} <${senderAddress}>`
    : senderAddress;
}

/** Where the time that is filled in comes from: a header can say anything. @param filled the parts that are filled in */
export function saidOfArrival(
  { deliveredAt, headerAt }: Pick<ArrivedMail, 'deliveredAt' | 'headerAt'>,
  filled: Typed,
): string {
  const said = [
    ...(deliveredAt ? [`the last mail server had it at ${formatExact(deliveredAt)}`] : []),
    ...(headerAt ? [`its header says ${formatExact(headerAt)}`] : []),
  ];
  if (said.length === 0) return 'The mail does not say when it was sent. ';
  const check = Object.values(filled).some(Boolean)
    ? 'Check it. '
    : 'That has not come yet, so nothing is filled in. ';
  return `${capital(said.join('; '))}. ${check}`;
}
