import type { Db } from './connection.js';

/** The migrations that this database has had, in order. */
export async function listDoneMigrations(db: Db): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>('select name from knex_migrations order by id');
  return rows.map((row) => row.name);
}
