import type { Db } from './connection.js';

const TYPES: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  date: 'string',
  timestamptz: 'Instant',
  json: 'unknown',
  jsonb: 'unknown',
  bytea: 'Buffer',
  tsvector: 'string',
  interval: 'unknown',
  _text: 'string[]',
  _uuid: 'string[]',
  party_category: 'string',
};

/**
 * The rows of every table as TypeScript, for src/db/schema.ts: `npm run schema` writes it and a test holds the
 * committed file against the migrations.
 */
export async function describeSchema(db: Db): Promise<string> {
  const { rows } = await db.raw<{ rows: Column[] }>(
    `select table_name, column_name, coalesce(domain_name, udt_name) as type,
            is_nullable = 'YES' as nullable,
            column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as defaulted
     from information_schema.columns
     where table_schema = 'public' and table_name not like 'knex%'
     order by table_name, ordinal_position`,
  );
  const tables = new Map<string, Column[]>();
  for (const row of rows) tables.set(row.table_name, [...(tables.get(row.table_name) ?? []), row]);
  const rowTypes = [...tables].map(
    ([table, columns]) =>
      `export interface ${rowName(table)} {\n${columns.map((column) => `  ${column.column_name}: ${typeOf(column)};\n`).join('')}}\n`,
  );
  const entries = [...tables].map(([table, columns]) => {
    const optional = columns.filter((column) => column.defaulted || column.nullable);
    const names = optional.map((column) => `'${column.column_name}'`).join(' | ') || 'never';
    return `    ${table}: Table<${rowName(table)}, ${names}>;\n`;
  });
  return `${HEADER}${rowTypes.join('\n')}\n${FOOTER.replace('ENTRIES', entries.join(''))}`;
}

interface Column {
  table_name: string;
  column_name: string;
  type: string;
  nullable: boolean;
  defaulted: boolean;
}

const rowName = (table: string): string =>
  `${table.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}Row`;

function typeOf(column: Column): string {
  const type = TYPES[column.type];
  if (!type)
    throw new Error(`No TypeScript type for ${column.table_name}.${column.column_name} (${column.type})`);
  return column.nullable && type !== 'unknown' ? `${type} | null` : type;
}

const HEADER = `// Made from the migrations by \`npm run schema\`; a test fails when the two differ.
import type { Knex } from 'knex';
import type { Instant } from './connection.js';

`;

const FOOTER = `/** Rows as they are read; what has a default may be left out of an insert. */
type Table<Row, Optional extends keyof Row> = Knex.CompositeTableType<
  Row,
  Omit<Row, Optional> & Partial<Pick<Row, Optional>>,
  Partial<Row>
>;

declare module 'knex/types/tables.js' {
  interface Tables {
ENTRIES  }
}
`;
