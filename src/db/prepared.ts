import type { Db, Instant } from './connection.js';

/**
 * Runs a statement that is sent again and again, prepared under a name: Postgres plans it once for each connection,
 * which costs more than doing it. Its text is always the same. A pooler that hands a connection to another client
 * after each transaction may not know the name, so that with one the statement is sent as any other.
 * @param name one name, one text
 */
export async function prepared<Row>(
  db: Db,
  name: string,
  text: string,
  bindings: Record<string, string | number | boolean | null | string[] | Instant>,
): Promise<{ rows: Row[]; rowCount: number }> {
  const { pooled } = db.userParams as DatabaseParams;
  const statement = db.raw<{ rows: Row[]; rowCount: number }>(text, bindings as Record<string, string>);
  return pooled ? statement : statement.options({ name });
}

/** What every statement of a database can ask of it. */
export interface DatabaseParams {
  /** a pooler stands between */
  pooled: boolean;
}
