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
