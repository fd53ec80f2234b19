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

  // Each row that is written names its table, in the same transaction: only what was written has to be looked through.
  await db.raw(`
    create table kept.written (name text not null);
    create function kept.note() returns trigger language plpgsql as $$
      begin insert into kept.written values (tg_table_name); return null; end $$;
    ${names
      .map(
        (name) =>
          `create trigger zz_note after insert or update or delete on ${name} for each row execute function kept.note();`,
      )
      .join(' ')}`);
  /** Of each of some tables: what changes with every row that is put in, changed or taken out, and comes back with it. */
  async function readMarks(some: string[]): Promise<[string, string][]> {
    if (some.length === 0) return [];
    const marksOf = some.map(
      (name) => `select '${name}' as name, count(*) || ' ' || max(xmin::text::bigint) as mark from ${name}`,
    );
    const found = await db.raw<{ rows: { name: string; mark: string }[] }>(marksOf.join(' union all '));
    return found.rows.map(({ name, mark }) => [name, mark]);
  }
  const marks = new Map(await readMarks(names));
  async function changed(): Promise<[string, string][]> {
    const { rows: written } = await db.raw<{ rows: { name: string }[] }>(
      'select distinct name from kept.written order by name',
    );
    const now = await readMarks(written.map(({ name }) => name));
    return now.filter(([name, mark]) => mark !== marks.get(name));
  }

  return {
    restore: async () => {
      const some = (await changed()).map(([name]) => name);
      const putBack = some.map((name) => {
        const columns = tables.get(name)!;
        return `delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from kept.${name};`;
      });
      // As a replica, so that neither foreign keys nor the triggers that keep frozen rows stand in the way.
      await db.raw(
        `begin; set local session_replication_role = replica; ${putBack.join(' ')} delete from kept.written; commit;`,
      );
      for (const [name, mark] of await readMarks(some)) marks.set(name, mark);
    },
    fingerprint: async () =>
      (await changed())
        .filter(([name]) => !COMINGS_AND_GOINGS.includes(name))
        .map((one) => one.join(' '))
        .join('\n'),
  };
}
