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
  const tables = new Map(rows.map(({ name, columns }) => [name, columns]));
  const names = [...tables.keys()].toSorted();
  await db.raw(
    `create schema kept; ${names.map((name) => `create table kept.${name} as table ${name};`).join(' ')}`,
  );

  const marksOf = names
    .map(
      (name) => `select '${name}' as name, count(*) || ' ' || max(xmin::text::bigint) as mark from ${name}`,
    )
    .join(' union all ');
  /** Of each table: what changes with every row that is put in, changed or taken out. */
  async function readMarks(): Promise<Map<string, string>> {
    const found = await db.raw<{ rows: { name: string; mark: string }[] }>(marksOf);
    return new Map(found.rows.map(({ name, mark }) => [name, mark]));
  }
  let marks = await readMarks();

  return {
    restore: async () => {
      const now = await readMarks();
      const changed = names.filter((name) => now.get(name) !== marks.get(name));
      if (changed.length === 0) return;
      const putBack = changed.map((name) => {
        const columns = tables.get(name)!;
        return `delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from kept.${name};`;
      });
      // As a replica, so that neither foreign keys nor the triggers that keep frozen rows stand in the way.
      await db.raw(`begin; set local session_replication_role = replica; ${putBack.join(' ')} commit;`);
      marks = await readMarks();
    },
    fingerprint: async () => {
      const now = await readMarks();
      return names
        .filter((name) => !COMINGS_AND_GOINGS.includes(name))
        .map((name) => `${name} ${now.get(name)}`)
        .join('\n');
    },
  };
}
