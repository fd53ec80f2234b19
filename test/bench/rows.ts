import { createHmac } from 'node:crypto';
import type { Question } from '../../src/consultations/questions.js';
import type { Db } from '../../src/db/connection.js';
import { SESSION_COOKIE } from '../../src/http/session.js';
import { aConsultation, type BuiltConsultation } from '../support/build.js';

export const SESSION_SECRET = 'the benchmark’s own secret, which signs nothing else';
const CSRF = 'the-token-of-every-session-of-the-benchmark';
const ORGANISATIONS = 200;

/** Twelve questions in one section, each answered with free text. */
export const QUESTIONS: Question[] = Array.from({ length: 12 }, (_, index) => ({
  key: `q${index + 1}`,
  section: 'Your views',
  ask: `Do you agree with part ${index + 1} of the proposed solution, and why?`,
  help: 'Please say what it would change for your organisation and refer to the clause.',
  type: 'long-text',
  required: index < 6,
}));

/** A signed-in person's browser, and what it works on. */
export interface SignedIn {
  cookie: string;
  csrf: string;
}

export interface Draft extends SignedIn {
  id: string;
}

/** Organisations, each with a Party and a colleague who has signed in: about as many as the real register has. */
export async function insertOrganisations(db: Db): Promise<void> {
  await db.raw(
    `with o as (
       insert into organisation (name, created_at)
       select 'Organisation ' || n, now() from generate_series(1, :organisations::int) n returning *
     ), p as (
       insert into party (register_id, acceded_on, created_at)
       select 'B' || split_part(o.name, ' ', 2), '2014-01-01', now() from o returning *
     ), particulars as (
       insert into party_particulars (party_id, from_on, name, category, organisation_id, recorded_at)
       select p.id, '2014-01-01', o.name || ' Limited', 'Small Supplier', o.id, now()
       from o join p on p.register_id = 'B' || split_part(o.name, ' ', 2)
     ), people as (
       insert into person (name, email, created_at)
       select 'Colleague of ' || o.name, lower(replace(o.name, ' ', '')) || '@bench.example', now() from o returning *
     )
     insert into role_grant (person_id, role, organisation_id, may_submit, granted_at)
     select people.id, 'representative', o.id, true, now()
     from o join people on people.email = lower(replace(o.name, ' ', '')) || '@bench.example'`,
    { organisations: ORGANISATIONS },
  );
  await insertSessions(db);
}

/** Signs everybody in who is not yet: a session whose id is the person's. */
export async function insertSessions(db: Db): Promise<void> {
  await db.raw(
    `insert into session (sid, sess, expire)
     select id, jsonb_build_object('cookie', '{"originalMaxAge":1209600000,"httpOnly":true,"path":"/"}'::jsonb,
       'csrf', :csrf::text, 'personId', id, 'signedInAt', now()), now() + interval '14 days'
     from person on conflict do nothing`,
    { csrf: CSRF },
  );
}

/** What the browser of a person with a session sends. */
export function signedIn(personId: string): SignedIn {
  const signature = createHmac('sha256', SESSION_SECRET).update(personId).digest('base64').replace(/=+$/, '');
  return { cookie: `${SESSION_COOKIE}=${encodeURIComponent(`s:${personId}.${signature}`)}`, csrf: CSRF };
}

const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();

/** In its last day, when every page says what is not submitted yet. */
export const openConsultation = (db: Db, questions?: Question[]): Promise<BuiltConsultation> =>
  aConsultation(db, { opensAt: inDays(-7), closesAt: inDays(1), questions });

/** New drafts without answers, one for each organisation in as many consultations as it takes. */
export async function someDrafts(db: Db, count: number, questions: Question[] = QUESTIONS): Promise<Draft[]> {
  const drafts: Draft[] = [];
  while (drafts.length < count) {
    const { id } = await openConsultation(db, questions);
    const { rows } = await db.raw<{ rows: { id: string; person: string }[] }>(
      `with r as (
         insert into response (consultation_id, organisation_id, started_at, started_by, saved_at)
         select :id::uuid, g.organisation_id, now(), g.person_id, now() from role_grant g
         where g.role = 'representative' limit :count returning *
       ), parties as (
         insert into draft_party (response_id, party_id)
         select r.id, q.party_id from r join party_particulars q on q.organisation_id = r.organisation_id
       )
       select id, started_by as person from r`,
      { id, count: count - drafts.length },
    );
    drafts.push(...rows.map((row) => ({ id: row.id, ...signedIn(row.person) })));
  }
  return drafts;
}

/** An answer of 2 kB of English, different for each number. */
export const answerText = (number: number): string =>
  `Answer ${number}. ${SENTENCE.repeat(24)}`.slice(0, 2_000);

const SENTENCE =
  'We support the change in principle, but the lead time of six months would not let us test the new message with each of our meters. ';
