import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'graphile-worker';
import knex from 'knex';
import { pathIn } from '../root.js';

/** Any number will do, as long as every process of the portal uses the same. */
const ADVISORY_LOCK = 7_315_002_017;

/**
 * Postgres compiles statements that it thinks long before it does them (jit); of ours that takes longer than doing them,
 * on most pages of the desk. Set at each start: a database made from a backup does not have it. Whoever may not set
 * this for a hosted database sets it for the server (docs/operations.md).
 */
const WITHOUT_COMPILING = `do $$ begin
  if current_setting('jit')::boolean then execute format('alter database %I set jit = off', current_database()); end if;
exception when insufficient_privilege then raise notice 'jit could not be turned off for this database';
end $$`;

/**
 * Brings the database to this release's shape. Several processes may call it at once: an advisory lock lets one do
 * the work while the others wait, and the lock goes with its connection, so a killed process leaves nothing behind.
 * Needs a direct connection (not PgBouncer's).
 * @returns the names of the migrations done now
 */
export async function migrate(directUrl: string): Promise<string[]> {
  const db = knex({ client: 'pg', connection: directUrl, pool: { min: 1, max: 2 } });
  try {
    return await db.transaction(async (lock) => {
      await lock.raw('select pg_advisory_xact_lock(?)', [ADVISORY_LOCK]);
      const [, names] = await db.migrate.latest({
        migrationSource: sqlFiles,
        disableMigrationsListValidation: false,
      });
      await runMigrations({ connectionString: directUrl });
      await lock.raw(WITHOUT_COMPILING);
      return names as string[];
    });
  } finally {
    await db.destroy();
  }
}

/** The migrations that this release has, in order. */
export async function listMigrations(): Promise<string[]> {
  const names = await readdir(pathIn('migrations'));
  return names.filter((name) => name.endsWith('.sql')).toSorted();
}

/** knex keeps the list of what was done; each migration is one SQL file, run in a transaction. */
const sqlFiles = {
  getMigrations: () => listMigrations(),
  getMigrationName: (name: string) => name,
  getMigration: async (name: string) => {
    const sql = await readFile(pathIn('migrations', name), 'utf8');
    return {
      up: (trx: knex.Knex) => trx.raw(sql),
      down: () => Promise.reject(new Error('Migrations go forward.')),
    };
  },
};
