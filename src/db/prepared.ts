import type { Knex } from 'knex';
import type { ClientBase } from 'pg';
import type { Db, Instant } from './connection.js';

/**
 * Runs a statement that is sent again and again, prepared under a name: Postgres plans it once for each connection,
 * which costs more than doing it. It goes to the driver past knex's builder, which would read the text anew each time
 * (a tenth of what an autosave costs). A pooler that hands a connection to another client after each transaction may
 * not know the name, so that with one the statement is sent as any other.
 * @param name one name, one text, always the same
 * @param text with its bindings as `:name`
 */
export async function prepared<Row extends object>(
  db: Db,
  name: string,
  text: string,
  bindings: Record<string, string | number | boolean | null | string[] | Instant>,
): Promise<{ rows: Row[] }> {
  const statement = (statements[name] ??= compile(text));
  const { pooled } = db.userParams as DatabaseParams;
  const values = statement.bindings.map((binding) => bindings[binding]);
  if (db.isTransaction && (db as Knex.Transaction).isCompleted())
    throw new Error(`${name}: after its transaction`);
  const client = db.client as Knex.Client;
  const connection = (await client.acquireConnection()) as ClientBase;
  try {
    const named = pooled ? {} : { name };
    return (await connection.query({ ...named, text: statement.text, values })) as { rows: Row[] };
  } finally {
    await client.releaseConnection(connection);
  }
}

const statements: Record<string, { text: string; bindings: string[] }> = {};

/** `:name` as `$1`, but not the cast of `::name`. */
function compile(named: string): { text: string; bindings: string[] } {
  const bindings: string[] = [];
  const text = named.replaceAll(/(?<!:):([a-z]\w*)/gi, (_, binding: string) => {
    if (!bindings.includes(binding)) bindings.push(binding);
    return `$${bindings.indexOf(binding) + 1}`;
  });
  return { text, bindings };
}

/** What every statement of a database can ask of it. */
export interface DatabaseParams {
  /** a pooler stands between */
  pooled: boolean;
}
