import { startEmbeddedPostgres } from '../../src/db/embedded.js';

// A process that uses the embedded Postgres in the folder given, until it is killed or its standard input ends.
const embedded = await startEmbeddedPostgres(process.argv[2]!);
process.stdout.write(`${embedded.url}\n`);
process.stdin.resume().once('end', () => void embedded.stop().then(() => process.exit(0)));
