import type { Db, Instant } from '../db/connection.js';

/** Which of these addresses belong to people with a grant. */
export async function listDemonstrators(db: Db, emails: string[]): Promise<string[]> {
  const rows = await db('person')
    .whereIn('email', emails)
    .whereExists(db('role_grant').whereRaw('person_id = person.id and ended_at is null'))
    .select('email');
  return rows.map((row) => row.email);
}

/** Waits for others who load, then tells whether there is nothing yet. Held to the end of the transaction. */
export async function lockEmptyDatabase(trx: Db): Promise<boolean> {
  await trx.raw('select pg_advisory_xact_lock(7315002018)');
  const { rows } = await trx.raw<{ rows: { empty: boolean }[] }>(
    `select not exists (select from organisation) and not exists (select from person)
        and not exists (select from consultation) as empty`,
  );
  return rows[0]!.empty;
}

/** Notes that the sample is whole. Its mail is history: it is kept to be read and goes to nobody. */
export async function finishSample(trx: Db, name: string, at: Instant): Promise<void> {
  await trx('sample_load').insert({ name, loaded_at: at });
  await trx.raw(`update outbox_mail set sent_at = clock_timestamp(), body = case when secret then '' else body end
                 where sent_at is null`);
}

/** The Parties of the register's ids, in the same order. @throws Error when the register lacks one */
export async function listPartyIds(db: Db, registerIds: string[]): Promise<string[]> {
  const rows = await db('party').whereIn('register_id', registerIds).select('id', 'register_id');
  return registerIds.map((wanted) => {
    const row = rows.find(({ register_id: id }) => id === wanted);
    if (!row) throw new Error(`The register lacks ${wanted}`);
    return row.id;
  });
}

export async function latestSubmissionOf(db: Db, responseId: string): Promise<string> {
  const row = await db('submission').where({ response_id: responseId }).orderBy('number', 'desc').first('id');
  return row!.id;
}
