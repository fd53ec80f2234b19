import pg from 'pg';

/**
 * Whether a pooler stands between that gives one server connection to several clients in turn, as PgBouncer in
 * transaction mode does: two connections that are both open then meet the same server process.
 */
export async function isPooled(url: string): Promise<boolean> {
  const clients = [new pg.Client(url), new pg.Client(url)];
  try {
    for (const client of clients) await client.connect();
    const processes = [];
    for (const client of clients) {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      processes.push(rows[0]?.pid);
    }
    return processes[0] === processes[1];
  } finally {
    await Promise.allSettled(clients.map((client) => client.end()));
  }
}
