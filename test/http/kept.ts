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

  // Each row that is written leaves a mark, in the same transaction: nothing has to be counted to see what changed.
  await db.raw(`
    create table kept.written (name text not null);
    create function kept.mark() returns trigger language plpgsql as $$
      begin insert into kept.written values (tg_table_name); return null; end $$;
    ${names
      .map(
        (name) =>
          `create trigger zz_mark after insert or update or delete on ${name} for each row execute function kept.mark();`,
      )
      .join(' ')}`);
  /** How many rows have been written of each table since it was kept, or put back. */
  async function readMarks(): Promise<Map<string, number>> {
    const found = await db.raw<{ rows: { name: string; rows: number }[] }>(
      'select name, count(*)::integer as rows from kept.written group by name order by name',
    );
    return new Map(found.rows.map(({ name, rows: written }) => [name, written]));
  }

  return {
    restore: async () => {
      const changed = [...(await readMarks()).keys()];
      if (changed.length === 0) return;
      const putBack = changed.map((name) => {
        const columns = tables.get(name)!;
        return `delete from ${name}; insert into ${name} (${columns}) overriding system value select ${columns} from kept.${name};`;
      });
      // As a replica, so that neither foreign keys nor the triggers that keep frozen rows stand in the way.
      await db.raw(
        `begin; set local session_replication_role = replica; ${putBack.join(' ')} truncate kept.written; commit;`,
      );
    },
    fingerprint: async () =>
      [...(await readMarks())]
        .filter(([name]) => !COMINGS_AND_GOINGS.includes(name))
        .map(([name, written]) => `${name} ${written}`)
        .join('\n'),
  };
}
