import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CURRENT_KEY, OLD_KEYS, readReceiptKeys, type ReceiptKeys } from './proof/receiptKeys.js';

const truthy = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');
const megabytes = (fallback: number) => z.coerce.number().positive().default(fallback);

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().optional(),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  TRUST_PROXY: z.string().default('false'),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  DATABASE_DIRECT_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  DATABASE_BULK_POOL: z.coerce.number().int().min(1).max(100).default(4),
  DATA_DIR: z.string().default('data'),
  PORTAL_NOW: z.string().optional(),
  SAMPLE: z.enum(['none', 'current', 'as-issued']).optional(),
  SESSION_SECRET: z.string().min(32).optional(),
  SIGNING_KEY: z.string().min(32).optional(),
  RECEIPT_KEY: z.string().regex(CURRENT_KEY).optional(),
  RECEIPT_OLD_KEYS: z.string().regex(OLD_KEYS).default(''),
  MAIL_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  MAIL_FROM: z.string().default('SEC Consultations <consultations@localhost>'),
  CLAMD_URL: z
    .string()
    .regex(/^tcp:\/\//)
    .optional(),
  SERVICE_NAME: z.string().min(1).max(60).default('SEC Consultations'),
  SERVICE_CONTACT: z.string().min(1).max(200).default('the SECAS Helpdesk, +44 (0)20 7090 7755'),
  BRAND_COLOUR: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/)
    .default('#1f4e79'),
  MAX_FILE_MB: megabytes(50),
  MAX_FILES: z.coerce.number().int().min(1).max(200).default(20),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  COOKIE_SECURE: truthy.optional(),
});

/** The names of all settings. */
export const SETTINGS: string[] = Object.keys(environment.shape);

/** Development and tests only: a production portal refuses to start without its own. */
const DEVELOPMENT_SECRET = 'development only: production refuses to start with this';
/** The same everywhere, so that a restart changes nothing: the PKCS #8 frame of Ed25519 (RFC 8410) round its hash. */
const DEVELOPMENT_RECEIPT_KEY = `2017-01-01:${Buffer.concat([
  Buffer.from('302e020100300506032b657004220420', 'hex'),
  createHash('sha256').update(DEVELOPMENT_SECRET).digest(),
]).toString('base64')}`;

/**
 * The settings of one process. docs/operations.md tells each one's meaning and default; a test holds that
 * table against this file.
 */
export interface Config {
  production: boolean;
  port: number;
  /** the address listened on: loopback only, unless in production or told otherwise */
  host: string;
  /** where people reach the portal, without a trailing slash; mails link to it */
  baseUrl: string;
  /** Express's `trust proxy`: false, a number of hops, or addresses */
  trustProxy: boolean | number | string;
  role: 'all' | 'web' | 'worker';
  /** undefined: the embedded Postgres under dataDir */
  databaseUrl?: string;
  /** for migrations and the job worker when databaseUrl goes through a pooler */
  databaseDirectUrl?: string;
  pool: number;
  bulkPool: number;
  dataDir: string;
  /** development and tests: the instant at which the portal's clock starts to run */
  portalNow?: string;
  sample: 'none' | 'current' | 'as-issued';
  sessionSecret: string;
  /** what the keys of src/keys.ts are derived from */
  signingKey: string;
  /** what receipts are signed with, and what they were signed with before */
  receiptKeys: ReceiptKeys;
  mailUrl?: string;
  mailFrom: string;
  clamdUrl?: string;
  serviceName: string;
  serviceContact: string;
  brandColour: string;
  maxFileBytes: number;
  maxFiles: number;
  logLevel: string;
  secureCookies: boolean;
}

/**
 * Parses the environment once.
 * @throws Error that names every setting that is wrong or missing, in one message
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The settings are not right.\n  ${wrong.join('\n  ')}\nSee docs/operations.md.`);
  }
  const value = parsed.data;
  const production = value.NODE_ENV === 'production';
  if (production) refuseIncompleteProduction(value);
  return {
    production,
    port: value.PORT,
    host: value.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    baseUrl: (value.BASE_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    trustProxy: trustProxy(value.TRUST_PROXY),
    role: value.ROLE,
    databaseUrl: value.DATABASE_URL,
    databaseDirectUrl: value.DATABASE_DIRECT_URL ?? value.DATABASE_URL,
    pool: value.DATABASE_POOL,
    bulkPool: value.DATABASE_BULK_POOL,
    dataDir: value.DATA_DIR,
    portalNow: value.PORTAL_NOW,
    sample: value.SAMPLE ?? (production ? 'none' : 'current'),
    sessionSecret: value.SESSION_SECRET ?? DEVELOPMENT_SECRET,
    signingKey: value.SIGNING_KEY ?? DEVELOPMENT_SECRET,
    receiptKeys: readReceiptKeys(value.RECEIPT_KEY ?? DEVELOPMENT_RECEIPT_KEY, value.RECEIPT_OLD_KEYS),
    mailUrl: value.MAIL_URL,
    mailFrom: value.MAIL_FROM,
    clamdUrl: value.CLAMD_URL,
    serviceName: value.SERVICE_NAME,
    serviceContact: value.SERVICE_CONTACT,
    brandColour: value.BRAND_COLOUR,
    maxFileBytes: Math.floor(value.MAX_FILE_MB * 1024 * 1024),
    maxFiles: value.MAX_FILES,
    logLevel: value.LOG_LEVEL,
    secureCookies: value.COOKIE_SECURE ?? production,
  };
}

function refuseIncompleteProduction(value: z.infer<typeof environment>): void {
  const needed = ['DATABASE_URL', 'SESSION_SECRET', 'SIGNING_KEY', 'RECEIPT_KEY'] as const;
  const missing = needed.filter((name) => value[name] === undefined);
  if (missing.length > 0) {
    throw new Error(
      `In production these settings must be given: ${missing.join(', ')}. See docs/operations.md.`,
    );
  }
  if (value.BASE_URL?.startsWith('https:') && value.TRUST_PROXY === 'false' && value.ROLE !== 'worker') {
    throw new Error(
      'TRUST_PROXY must say which proxy ends TLS before the portal (1, for one): without it nobody could sign in.',
    );
  }
  if (value.PORTAL_NOW !== undefined) {
    throw new Error('PORTAL_NOW moves the clock and is refused in production: remove it.');
  }
}

function trustProxy(text: string): boolean | number | string {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+$/.test(text) ? Number(text) : text;
}
