import { Temporal } from 'temporal-polyfill';
import { CATEGORIES, type Kind } from '../../src/consultations/consultations.rules.js';
import type { Question } from '../../src/consultations/questions.js';
import type { Db } from '../../src/db/connection.js';

/** Rows to begin a test with. Each has what a name tells; the rest does not matter to the test. */
let counter = 0;
/** A number that no other row of this test file has. */
export const next = (): number => (counter += 1);
const at = (text: string) => Temporal.Instant.from(text);
const LONG_AGO = at('2016-01-01T00:00:00Z');

export async function anOrganisation(
  db: Db,
  name = `Organisation ${next()}`,
): Promise<{ id: string; name: string }> {
  const [row] = await db('organisation').insert({ name, created_at: LONG_AGO }).returning('*');
  return row!;
}

export interface BuiltParty {
  id: string;
  name: string;
  category: string;
  registerId: string;
}

export async function aParty(
  db: Db,
  options: { organisation: { id: string }; name?: string; category?: string },
): Promise<BuiltParty> {
  const number = next();
  const name = options.name ?? `Party ${number} Limited`;
  const category = options.category ?? 'Small Supplier';
  const registerId = `T${String(number).padStart(4, '0')}`;
  const [row] = await db('party')
    .insert({ register_id: registerId, acceded_on: '2014-01-01', created_at: LONG_AGO })
    .returning('*');
  await db('party_particulars').insert({
    party_id: row!.id,
    from_on: '2014-01-01',
    name,
    category,
    organisation_id: options.organisation.id,
    recorded_at: LONG_AGO,
  });
  return { id: row!.id, name, category, registerId };
}

export interface BuiltPerson {
  id: string;
  name: string;
  email: string;
}

type Grant =
  | { role: 'representative'; organisation: { id: string }; maySubmit?: boolean }
  | { role: 'panel'; employer?: { id: string } }
  | { role: 'secas' | 'confidential' };

export async function aPerson(db: Db, ...grants: Grant[]): Promise<BuiltPerson> {
  const number = next();
  const [row] = await db('person')
    .insert({ name: `Person ${number}`, email: `person${number}@test.example`, created_at: LONG_AGO })
    .returning('*');
  for (const grant of grants) {
    await db('role_grant').insert({
      person_id: row!.id,
      role: grant.role,
      organisation_id: organisationOf(grant),
      may_submit: grant.role === 'representative' && (grant.maySubmit ?? true),
      granted_at: LONG_AGO,
    });
  }
  return row!;
}

export const aRepresentative = (
  db: Db,
  organisation: { id: string },
  maySubmit = true,
): Promise<BuiltPerson> => aPerson(db, { role: 'representative', organisation, maySubmit });

export const aSecasColleague = (db: Db): Promise<BuiltPerson> => aPerson(db, { role: 'secas' });

export interface BuiltConsultation {
  id: string;
  reference: string;
  title: string;
  issueId: string;
  questions: Question[];
}

export const A_FEW_QUESTIONS: Question[] = [
  {
    key: 'view',
    section: 'Your view',
    ask: 'Should it be approved?',
    type: 'single-choice',
    options: ['Approve', 'Reject', 'No view'],
    rationale: true,
    required: true,
  },
  { key: 'cost', section: 'Your view', ask: 'One-off cost (£)', type: 'money', confidentialByDefault: true },
  { key: 'other', section: 'Anything else', ask: 'Any other comments', type: 'long-text' },
  { key: 'files', section: 'Anything else', ask: 'Supporting documents', type: 'file' },
];

/** A published consultation: open from opensAt to closesAt (London 9am 18 January to 5pm 8 February 2017). */
export async function aConsultation(
  db: Db,
  options: {
    opensAt?: string;
    closesAt?: string;
    questions?: Question[];
    kind?: Kind;
    title?: string;
    reference?: string;
    eligible?: { party: BuiltParty; organisation: { id: string } }[];
  } = {},
): Promise<BuiltConsultation> {
  const number = next();
  const opensAt = at(options.opensAt ?? '2017-01-18T09:00:00Z');
  const questions = options.questions ?? A_FEW_QUESTIONS;
  const [row] = await db('consultation')
    .insert({
      reference: options.reference ?? `SECMP${String(number).padStart(4, '0')}-MRC`,
      title: options.title ?? `Modification ${number}`,
      kind: options.kind ?? 'modification-report',
      issued_by: 'SEC Panel',
      audience: [...CATEGORIES],
      announced_at: opensAt,
      published_at: opensAt,
      opens_at: opensAt,
      closes_at: at(options.closesAt ?? '2017-02-08T17:00:00Z'),
      question_draft: JSON.stringify(questions),
      created_at: opensAt,
    })
    .returning('*');
  const [issue] = await db('question_issue')
    .insert({ consultation_id: row!.id, number: 1, questions: JSON.stringify(questions), issued_at: opensAt })
    .returning('*');
  for (const { party, organisation } of options.eligible ?? []) {
    await db('eligible_party').insert({
      consultation_id: row!.id,
      party_id: party.id,
      organisation_id: organisation.id,
      name: party.name,
      category: party.category,
      added_at: opensAt,
    });
  }
  return { id: row!.id, reference: row!.reference, title: row!.title, issueId: issue!.id, questions };
}

function organisationOf(grant: Grant): string | null {
  if (grant.role === 'representative') return grant.organisation.id;
  return grant.role === 'panel' ? (grant.employer?.id ?? null) : null;
}
