import type { Db } from '../../src/db/connection.js';

export interface KeptWorld {
  /** Puts every row back as it was when it was kept, whatever was done to it. */
  restore(): Promise<void>;
  /** Stays the same as long as nobody writes; changes with every row that is put in, changed or taken out. */
  fingerprint(): Promise<string>;
}

/** What any request may write: who is signed in, codes asked for and tried, and how often. */
const COMINGS_AND_GOINGS = ['session', 'rate_limit', 'sign_in_attempt', 'sign_in_code'];

/** Keeps a copy of every table beside it, in the same database. */
export async function keepWorld(db: Db): Promise<KeptWorld> {
  const { rows } = await db.raw<{ rows: { name: string; columns: string }[] }>(
    `select relname as name, (select string_agg(quote_ident(attname), ', ') from pg_attribute
       where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns
     from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const tables = rows.map(({ name }) => name);
  await db.raw(
    `create schema kept; ${tables.map((name) => `create table kept.${name} as table ${name};`).join(' ')}`,
  );
  const written = tables.filter((name) => !COMINGS_AND_GOINGS.includes(name));

  // As a replica, so that neither foreign keys nor the triggers that keep frozen rows stand in the way.
  const putBack = rows.map(
    ({ name, columns }) =>
      `delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from kept.${name};`,
  );
  const restore = `begin; set local session_replication_role = replica; ${putBack.join(' ')} commit;`;
  const fingerprint = written
    .map((name) => `select '${name}' as name, count(*), max(xmin::text::bigint) as latest from ${name}`)
    .join(' union all ');
  return {
    restore: async () => void (await db.raw(restore)),
    fingerprint: async () => {
      const found = await db.raw<{ rows: object[] }>(`${fingerprint} order by name`);
      return found.rows.map((row) => Object.values(row).join(' ')).join('\n');
    },
  };
}
