interface Part {
  name?: string;
  type?: string;
  content: Buffer | string;
}

interface Written {
  from?: string;
  subject?: string;
  /** null: no Date header */
  date?: string | null;
  received?: string[];
  text?: string;
  attachments?: Part[];
  /** more header lines, as they are */
  headers?: string[];
}

const BOUNDARY = 'the-parts-of-this-mail';

/** A mail as a mail program saves it. */
export function anEml({
  from = 'Priya Shah <priya@northmoor.example>',
  subject = 'Our response',
  date = 'Wed, 01 Feb 2017 09:28:40 +0000',
  received = [],
  text = 'Dear SECAS,\r\n\r\nwe approve.\r\n',
  attachments = [],
  headers = [],
}: Written = {}): Buffer {
  const head = [
    ...received.map((at) => `Received: from mail.northmoor.example by mx.secas.example; ${at}`),
    `From: ${from}`,
    'To: secas@example.org',
    `Subject: ${subject}`,
    ...(date === null ? [] : [`Date: ${date}`]),
    ...headers,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
  ];
  const parts = attachments.map(({ name, type = 'application/octet-stream', content }) =>
    [
      `--${BOUNDARY}`,
      `Content-Type: ${type}`,
      `Content-Disposition: attachment${name === undefined ? '' : `; filename="${name}"`}`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(content).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
    ].join('\r\n'),
  );
  const body = [`--${BOUNDARY}`, 'Content-Type: text/plain; charset=utf-8', '', text].join('\r\n');
  return Buffer.from([...head, '', body, ...parts, `--${BOUNDARY}--`, ''].join('\r\n'));
}
