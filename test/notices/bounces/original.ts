/** The mail that came back. */
export interface Original {
  /** as it went out, with its angle brackets */
  messageId: string;
  mark: string;
  to: string;
}

/** As it went out, and as the server that gave it up has it. */
export const wholeOf = ({ messageId, to }: Original) => `Return-Path: <consultations@sec.example>
Received: from portal.sec.example (portal.sec.example [192.0.2.10])
	by mx.sec.example (Postfix) with ESMTPS id 4TQx1j0W5zz9
	for <${to}>; Fri,  3 Feb 2017 10:12:00 +0000 (GMT)
From: SEC Consultations <consultations@sec.example>
To: ${to}
Subject: Not answered yet: SECMP0016
Message-ID:
 ${messageId}
Auto-Submitted: auto-generated
Date: Fri, 03 Feb 2017 10:12:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Dear Priya,
`;

export const headersOf = (original: Original): string => wholeOf(original).split('\n\n')[0]!;

/** As lines go over the wire. */
export const mail = (text: string): string => text.replaceAll('\n', '\r\n');
