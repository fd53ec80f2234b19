import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';

const findPsql = (): string | undefined =>
  ['/usr/bin/psql', '/usr/local/bin/psql', '/opt/homebrew/bin/psql'].find(existsSync);

/** For tests that have Postgres itself read a CSV file. */
export const skipWithoutPsql = findPsql() ? false : 'psql was not found';

/**
 * The rows of a CSV file below its headings, as Postgres reads them (COPY, RFC 4180), which takes nothing on trust.
 * @param columns how many the file has
 */
export async function copiedCsv(databaseUrl: string, csv: Buffer, columns: number): Promise<string[][]> {
  const table = `copied_${randomUUID().replaceAll('-', '')}`;
  const names = Array.from({ length: columns }, (_, index) => `c${index}`);
  const sql = [
    `create temp table ${table} (place serial, ${names.map((name) => `${name} text`).join(', ')})`,
    String.raw`\copy ${table} (${names.join(', ')}) from pstdin with (format csv, header, encoding 'UTF8', force_not_null (${names.join(', ')}))`,
    `select coalesce(json_agg(array[${names.join(', ')}] order by place), '[]') from ${table}`,
  ];
  const options = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1'];
  const commands = sql.map((one) => `--command=${one}`);
  return new Promise((resolve, reject) => {
    const psql = execFile(
      findPsql()!,
      [...options, ...commands, databaseUrl],
      { maxBuffer: 500_000_000 },
      (error, rows) => (error ? reject(error) : resolve(JSON.parse(rows) as string[][])),
    );
    psql.stdin!.end(csv);
  });
}
