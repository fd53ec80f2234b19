import { mail, wholeOf, type Original } from './original.js';

/** Exim: the original is there whole; fields in its own order, and a line of the mailbox before all. */
export const fromExim = (original: Original): string =>
  `From MAILER-DAEMON Fri Feb 03 10:12:02 2017\n${mail(`Return-path: <>
Envelope-to: consultations@sec.example
Delivery-date: Fri, 03 Feb 2017 10:12:02 +0000
Received: from Debian-exim by mx.sec.example with local (Exim 4.96)
	id 1cZb0Q-0003Cd-2x
	for consultations@sec.example;
	Fri, 03 Feb 2017 10:12:02 +0000
X-Failed-Recipients: ${original.to}
Auto-Submitted: auto-replied
From: Mail Delivery System <Mailer-Daemon@mx.sec.example>
To: consultations@sec.example
References: ${original.messageId}
Content-Type: multipart/report; report-type=delivery-status; boundary=1486116722-eximdsn-1486116722
MIME-Version: 1.0
Subject: Mail delivery failed: returning message to sender
Message-Id: <E1cZb0Q-0003Cd-2x@mx.sec.example>
Date: Fri, 03 Feb 2017 10:12:02 +0000

--1486116722-eximdsn-1486116722
Content-type: text/plain; charset=us-ascii

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ${original.to}
    host mail.northmoor.example [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<${original.to}>:
    550 No such person at this address

--1486116722-eximdsn-1486116722
Content-type: message/delivery-status

Reporting-MTA: dns; mx.sec.example

Action: failed
Final-Recipient: rfc822;${original.to}
Status: 5.0.0
Remote-MTA: dns; mail.northmoor.example
Diagnostic-Code: smtp; 550 No such person at this address

--1486116722-eximdsn-1486116722
Content-type: message/rfc822

${wholeOf(original)}
--1486116722-eximdsn-1486116722--
`)}`;

/** Exchange Online: nothing of the original but what In-Reply-To and References say. */
export const fromExchange = (original: Original): string =>
  mail(`Received: from LO2P265MB0001.outlook.example (2001:db8::1)
 by LO2P265CA0002.outlook.example with HTTPS; Fri, 3 Feb 2017 10:12:05 +0000
MIME-Version: 1.0
From: <postmaster@outlook.example>
To: <consultations@sec.example>
Date: Fri, 3 Feb 2017 10:12:04 +0000
Content-Type: multipart/report; report-type=delivery-status;
	boundary="65b2d3f4-6f6c-4c9e-9f0a-3d1c5a0d7e11"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-GB
Message-ID: <0a1b2c3d-0000-4000-8000-1234567890ab@LO2P265MB0001.outlook.example>
In-Reply-To: ${original.messageId}
References: ${original.messageId}
Subject: Undeliverable: Not answered yet: SECMP0016
Auto-Submitted: auto-replied

--65b2d3f4-6f6c-4c9e-9f0a-3d1c5a0d7e11
Content-Type: multipart/alternative; differences=Content-Type;
	boundary="a2f1e3d4-1111-4222-8333-444455556666"

--a2f1e3d4-1111-4222-8333-444455556666
Content-Type: text/plain; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

Your message to ${original.to} couldn't be delivered.=20
gone wasn't found at northmoor.example.

--a2f1e3d4-1111-4222-8333-444455556666
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: base64

${Buffer.from('<html><body><h1>Your message couldn’t be delivered</h1></body></html>').toString('base64')}

--a2f1e3d4-1111-4222-8333-444455556666--

--65b2d3f4-6f6c-4c9e-9f0a-3d1c5a0d7e11
Content-Type: message/delivery-status

Reporting-MTA: dns;LO2P265MB0001.outlook.example
Received-From-MTA: dns;mx.sec.example
Arrival-Date: Fri, 3 Feb 2017 10:12:03 +0000

Final-Recipient: rfc822;${original.to}
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${original.to} not found by SMTP address lookup


--65b2d3f4-6f6c-4c9e-9f0a-3d1c5a0d7e11--
`);

/** Gmail: an address to which the one that was written to forwards; the original whole, in base64. */
export const fromGmail = (original: Original, forwardedTo: string): string =>
  mail(`Delivered-To: consultations@sec.example
Received: by 2002:a05:6000:1:b0:385:d7f9:f15e with SMTP id a1csp1;
        Fri, 3 Feb 2017 02:12:04 -0800 (PST)
Return-Path: <>
Content-Type: multipart/report; boundary="000000000000a1b2c3057e9d0001"; report-type=delivery-status
To: consultations@sec.example
Auto-Submitted: auto-replied
From: Mail Delivery Subsystem <mailer-daemon@gmail.example>
Subject: Delivery Status Notification (Failure)
Message-ID: <589457f4.0a1b2c3d.0001.GMR@mx.gmail.example>
Date: Fri, 03 Feb 2017 02:12:04 -0800 (PST)

--000000000000a1b2c3057e9d0001
Content-Type: multipart/related; boundary="000000000000a1b2d6057e9d0002"

--000000000000a1b2d6057e9d0002
Content-Type: text/html; charset="UTF-8"

<html><body><p>Your message wasn't delivered to <a>${forwardedTo}</a>
because the address couldn't be found.</p></body></html>
--000000000000a1b2d6057e9d0002
Content-Type: image/png; name="icon.png"
Content-Disposition: attachment; filename="icon.png"
Content-Transfer-Encoding: base64
Content-ID: <icon.png>

iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
--000000000000a1b2d6057e9d0002--
--000000000000a1b2c3057e9d0001
Content-Type: message/delivery-status

Reporting-MTA: dns; gmail.example
Arrival-Date: Fri, 03 Feb 2017 02:12:03 -0800 (PST)
X-Original-Message-ID: ${original.messageId}

Final-Recipient: rfc822; ${forwardedTo}
Action: failed
Status: 5.1.1
Remote-MTA: dns; gmail-smtp-in.l.gmail.example. (192.0.2.27, the server for the domain gmail.example.)
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try
 550-5.1.1 double-checking the recipient's email address for typos or
 550 5.1.1 unnecessary spaces. Learn more at https://support.gmail.example/mail/?p=NoSuchUser - gsmtp
Last-Attempt-Date: Fri, 03 Feb 2017 02:12:04 -0800 (PST)

--000000000000a1b2c3057e9d0001
Content-Type: message/rfc822
Content-Transfer-Encoding: base64

${Buffer.from(wholeOf({ ...original, messageId: '<other@sec.example>' })).toString('base64')}
--000000000000a1b2c3057e9d0001--
`);
