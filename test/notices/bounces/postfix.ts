import { headersOf, mail, type Original } from './original.js';

interface PostfixReport {
  subject: string;
  fields: string;
  original: string;
}

const postfix = ({ subject, fields, original }: PostfixReport): string =>
  mail(`Return-Path: <>
X-Original-To: consultations@sec.example
Delivered-To: consultations@sec.example
Received: by mx.sec.example (Postfix)
	id 4TQx1k2Vz1zA; Fri,  3 Feb 2017 13:40:01 +0000 (GMT)
Date: Fri,  3 Feb 2017 13:40:01 +0000 (GMT)
From: MAILER-DAEMON@mx.sec.example (Mail Delivery System)
Subject: ${subject}
To: consultations@sec.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4TQx1j0W5zz9.1486129201/mx.sec.example"
Content-Transfer-Encoding: 8bit
Message-Id: <4TQx1k2Vz1zA@mx.sec.example>

This is a MIME-encapsulated message.

--4TQx1j0W5zz9.1486129201/mx.sec.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.sec.example.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

                   The mail system

--4TQx1j0W5zz9.1486129201/mx.sec.example
Content-Description: Delivery report
Content-Type: message/delivery-status

${fields}
--4TQx1j0W5zz9.1486129201/mx.sec.example
${original}

--4TQx1j0W5zz9.1486129201/mx.sec.example--
`);

const POSTFIX_HEAD = `Reporting-MTA: dns; mx.sec.example
X-Postfix-Queue-ID: 4TQx1j0W5zz9
X-Postfix-Sender: rfc822; consultations@sec.example
Arrival-Date: Fri,  3 Feb 2017 10:12:00 +0000 (GMT)
`;

const onlyHeaders = (original: Original) => `Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers
Content-Transfer-Encoding: 8bit

${headersOf(original)}`;

/** Postfix: an address that does not exist; of the original its header, as the envelope asked for. */
export const fromPostfix = (original: Original): string =>
  postfix({
    subject: 'Undelivered Mail Returned to Sender',
    fields: `${POSTFIX_HEAD}
Final-Recipient: rfc822; ${original.to}
Original-Recipient: rfc822;${original.to}
Action: failed
Status: 5.1.1
Remote-MTA: dns; mail.northmoor.example
Diagnostic-Code: smtp; 550 5.1.1 <${original.to}>: Recipient address
    rejected: User unknown in virtual mailbox table
`,
    original: onlyHeaders(original),
  });

/** Postfix after five days of trying: given up, with the status of the last try. */
export const givenUpByPostfix = (original: Original): string =>
  postfix({
    subject: 'Undelivered Mail Returned to Sender',
    fields: `${POSTFIX_HEAD}
Final-Recipient: rfc822; ${original.to}
Action: failed
Status: 4.4.1
Diagnostic-Code: X-Postfix; connect to mail.northmoor.example[192.0.2.25]:25:
    Connection timed out
`,
    original: onlyHeaders(original),
  });

/** Postfix after four hours: not delivered yet. */
export const delayedByPostfix = (original: Original): string =>
  postfix({
    subject: 'Delayed Mail (still being retried)',
    fields: `${POSTFIX_HEAD}
Final-Recipient: rfc822; ${original.to}
Original-Recipient: rfc822;${original.to}
Action: delayed
Status: 4.4.1
Diagnostic-Code: X-Postfix; connect to mail.northmoor.example[192.0.2.25]:25:
    Connection refused
Will-Retry-Until: Wed,  8 Feb 2017 10:12:00 +0000 (GMT)
`,
    original: onlyHeaders(original),
  });

/** A server that returns nothing of the original, but the id that the envelope had (RFC 3461). */
export const withoutTheOriginal = (original: Original): string =>
  postfix({
    subject: 'Undelivered Mail Returned to Sender',
    fields: `Original-Envelope-Id: ${original.mark}
${POSTFIX_HEAD}
Final-Recipient: rfc822; ${original.to}
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox is full
`,
    original: 'Content-Type: text/plain\n\nThe message is not returned.',
  });

/** That it was delivered, which the portal never asks for. */
export const deliveredByPostfix = (original: Original): string =>
  postfix({
    subject: 'Successful Mail Delivery Report',
    fields: `${POSTFIX_HEAD}
Final-Recipient: rfc822; ${original.to}
Action: delivered
Status: 2.0.0
`,
    original: onlyHeaders(original),
  });
