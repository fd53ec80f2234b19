import { writeFile } from 'node:fs/promises';
import { pathIn } from '../root.js';
import { openDatabase } from './connection.js';
import { describeSchema } from './describe.js';
import { migrate } from './migrate.js';

// `DATABASE_URL=… npm run schema`, after adding a migration.
const url = process.env['DATABASE_URL'];
if (!url) throw new Error('Set DATABASE_URL to a database that may be migrated.');
await migrate(url);
const database = openDatabase(url, 2, 1);
await writeFile(pathIn('src/db/schema.ts'), await describeSchema(database.db));
await database.close();
