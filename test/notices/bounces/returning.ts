import type { Config } from '../../../src/config.js';
import type { Db } from '../../../src/db/connection.js';
import { markOf } from '../../../src/notices/bounces/mark.js';
import { PRIORITY, queueMail } from '../../../src/notices/outbox.store.js';
import type { Original } from './original.js';

/** A mail that is in the outbox, as the mail server knows it. */
export async function originalOf(db: Db, config: Config, to: string): Promise<Original & { id: string }> {
  const { id } = (await db('outbox_mail').where({ to_address: to }).orderBy('written_at', 'desc').first())!;
  const mark = markOf(config, id);
  return { id, mark, messageId: `<${mark}@localhost>`, to };
}

/** A mail that was sent. */
export async function aSentMail(db: Db, config: Config, to: string): Promise<Original & { id: string }> {
  await queueMail(db, [
    { kind: 'notice', priority: PRIORITY.notice, personId: null, to, subject: 'A notice', body: 'Text' },
  ]);
  const original = await originalOf(db, config, to);
  await db('outbox_mail')
    .where({ id: original.id })
    .update({ sent_at: new Date() as never });
  return original;
}
