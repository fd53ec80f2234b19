import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Db } from '../../../src/db/connection.js';
import { aConsultation, anOrganisation, aPerson, aRepresentative } from '../../support/build.js';
import { startPortal } from '../../support/portal.js';
import { canary } from './canary.js';
import { givenBy, QUESTIONS, type Given, type GivenAnswer } from './given.js';

const at = (text: string) => Temporal.Instant.from(text);
const LONG_AGO = at('2016-01-01T00:00:00Z');
const RECEIVED = at('2017-01-25T10:00:00.123456Z');
const DEADLINE = at('2017-02-08T17:00:00Z');
const DECIDED = at('2017-02-10T10:00:00Z');

type Rows = Record<string, Record<string, unknown>[]>;
/** In an order in which each finds what it refers to. */
const TABLES = [
  'organisation', 'party', 'party_particulars', 'eligible_party', 'response', 'submission', 'submitter', 'submission_party',
  'representation', 'organisation_representation', 'submission_answer', 'file', 'file_chunk', 'submission_attachment',
  'late_decision', 'withdrawal', 'secas_comment', 'redaction', 'answer_note', 'draft_answer',
]; // prettier-ignore

/** A closed consultation with so many responses, put straight into the tables, many rows at once. */
export async function aThousand(count: number, { long = true } = {}) {
  const portal = await startPortal({ now: '2017-02-20T09:00:00Z' });
  const { db } = portal;
  const consultation = await aConsultation(db, {
    questions: QUESTIONS,
    title: '=A “title” & <more> #1 שלום 😀',
  });
  const secas = await aPerson(db, { role: 'secas' });
  const by = await aRepresentative(db, await anOrganisation(db, 'Nobody in particular'));
  await db('person')
    .where({ id: by.id })
    .update({ name: canary(0, 'person'), email: `${canary(0, 'person')}@test.example` });
  const given = givenBy(count, long);
  const rows: Rows = Object.fromEntries(TABLES.map((table) => [table, []]));
  for (const one of given) put(one);
  for (const [table, all] of Object.entries(rows)) await insertAll(db, table, all);
  const comment = { consultation_id: consultation.id, written_at: DECIDED, written_by: secas.id };
  await db('secas_comment').insert([
    { ...comment, question_key: 'view', text: `${canary(count, 'comment of SECAS')} on the question` },
    {
      ...comment,
      question_key: 'legal-text',
      line: 'G7.4',
      text: `${canary(count, 'comment of SECAS', 1)} on a line`,
    },
  ]);
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: DEADLINE,
    closed_at: DEADLINE.add({ seconds: 20 }),
  });
  await db.raw('analyze');
  return { portal, db, consultation, secas, given };

  function put(one: Given): void {
    const organisationId = randomUUID();
    const responseId = randomUUID();
    const of = { organisation_id: organisationId };
    rows['organisation']!.push({ id: organisationId, name: one.name, created_at: LONG_AGO });
    rows['response']!.push({
      ...of, id: responseId, consultation_id: consultation.id, started_at: RECEIVED, started_by: by.id, saved_at: RECEIVED, submitted_version: 1,
    }); // prettier-ignore
    const parties = one.parties.map((party, number) => ({ ...party, id: randomUUID(), number }));
    for (const { id, name, category, number } of parties) {
      const party = { party_id: id, name, category };
      rows['party']!.push({
        id,
        register_id: `R${one.index}-${number}`,
        acceded_on: '2014-01-01',
        created_at: LONG_AGO,
      });
      rows['party_particulars']!.push({ ...party, ...of, from_on: '2014-01-01', recorded_at: LONG_AGO });
      rows['eligible_party']!.push({ ...party, ...of, consultation_id: consultation.id, added_at: LONG_AGO });
    }
    if (one.before) submission(one, responseId, of, 0, one.before, false, []);
    const live = one.fate === 'in time' || one.fate === 'admitted';
    const id = submission(one, responseId, of, 1, one.answers, live, parties);
    if (one.fate === 'admitted' || one.fate === 'refused')
      rows['late_decision']!.push({
        submission_id: id, admitted: one.fate === 'admitted', reason: `Decided: ${canary(one.index, 'decision on a late one')}`,
        decided_at: DECIDED, decided_by: secas.id,
      }); // prettier-ignore
    if (one.fate === 'withdrawn')
      rows['withdrawal']!.push({
        submission_id: id,
        reason: 'By mistake.',
        withdrawn_at: DEADLINE.subtract({ hours: 1 }),
        withdrawn_by: by.id,
      });
    if (one.file) put1File(one, id);
    const written = { written_at: DECIDED, consultation_id: consultation.id };
    if (one.comment)
      rows['secas_comment']!.push({
        ...written,
        submission_id: id,
        question_key: 'other',
        text: one.comment,
        written_by: secas.id,
      });
    const beside = { response_id: responseId, question_key: 'view' };
    if (one.index % 10 === 0)
      rows['answer_note']!.push({
        ...beside,
        text: canary(one.index, 'note of a colleague'),
        written_at: RECEIVED,
        written_by: by.id,
      });
    if (one.index % 10 === 5)
      rows['draft_answer']!.push({
        ...beside,
        value: JSON.stringify({ choice: '', rationale: canary(one.index, 'draft') }),
        saved_at: RECEIVED,
        saved_by: by.id,
      });
  }

  function submission(
    one: Given,
    responseId: string,
    of: { organisation_id: string },
    version: number,
    answers: Record<string, GivenAnswer>,
    live: boolean,
    parties: { id: string; name: string; category: string }[],
  ): string {
    // prettier-ignore
    const id = randomUUID();
    const late = one.fate === 'admitted' || one.fate === 'refused';
    const record = JSON.stringify({ test: one.index, version });
    rows['submission']!.push({
      ...of, id, response_id: responseId, consultation_id: consultation.id, number: version + 1,
      reference: version === 1 ? one.reference : `BEFORE-${one.index}`, kind: one.kind, submit_key: randomUUID(),
      question_issue_id: consultation.issueId, organisation_name: one.name, submitted_by: by.id, for_organisation: parties.length === 0,
      confidential: one.confidential, confidential_reason: one.confidential ? canary(one.index, 'reason', 98) : '',
      entered_by_secas: false, name_confidential: one.nameConfidential, name_confidential_reason: one.nameConfidential ? canary(one.index, 'reason', 99) : '',
      received_at: late ? DEADLINE : RECEIVED, recorded_at: late ? DEADLINE : RECEIVED, deadline: DEADLINE,
      standing: late ? 'late' : 'in time', nonce: randomBytes(32).toString('hex'), record,
      digest: createHash('sha256').update(record).digest('hex'),
    }); // prettier-ignore
    rows['submitter']!.push({ submission_id: id, name: canary(0, 'person', 1) });
    const speaks = { consultation_id: consultation.id, submission_id: id, since: RECEIVED };
    for (const party of parties) {
      rows['submission_party']!.push({
        submission_id: id,
        party_id: party.id,
        name: party.name,
        category: party.category,
      });
      if (live) rows['representation']!.push({ ...speaks, party_id: party.id });
    }
    if (live && parties.length === 0) rows['organisation_representation']!.push({ ...speaks, ...of });
    for (const [position, [key, answer]] of Object.entries(answers).entries()) {
      const { value, confidential, reason, redacted } = answer;
      const question = JSON.stringify(QUESTIONS.find((asked) => asked.key === key));
      rows['submission_answer']!.push({
        submission_id: id, question_key: key, position, question, value: JSON.stringify(value), confidential, reason,
      }); // prettier-ignore
      if (redacted && version === 1)
        redact(one, id, { covers: 'answer', question_key: key, ...passageOf(answer) });
    }
    return id;
  }

  function redact(one: Given, submissionId: string, what: Record<string, unknown>): void {
    const none = { question_key: null, attachment_id: null, part: null, starts: null, ends: null };
    const note = canary(one.index, 'note on a redaction');
    const marked = { reason: 'personal', note, marked_at: DECIDED, marked_by: secas.id };
    rows['redaction']!.push({
      ...none,
      ...what,
      ...marked,
      submission_id: submissionId,
      consultation_id: consultation.id,
    });
  }

  function put1File(one: Given, submissionId: string): void {
    const { name, text, confidential, redacted } = one.file!;
    const bytes = Buffer.from(text);
    const [fileId, id] = [randomUUID(), randomUUID()];
    const file = {
      name,
      media_type: 'text/plain',
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
    rows['file']!.push({ ...file, id: fileId, completed_at: RECEIVED, scan: 'not needed' });
    rows['file_chunk']!.push({ file_id: fileId, ordinal: 0, bytes });
    const reason = confidential ? canary(one.index, 'reason', 97) : '';
    rows['submission_attachment']!.push({
      ...file,
      id,
      submission_id: submissionId,
      question_key: 'files',
      file_id: fileId,
      confidential,
      reason,
      position: 0,
    });
    if (redacted) redact(one, submissionId, { covers: redacted, attachment_id: id });
  }
}

/** Where the words stand, in code points. */
function passageOf({ value, redacted }: GivenAnswer): object {
  if (typeof redacted !== 'object') return {};
  const { part, words } = redacted;
  const [row, column] = part.split('-').map(Number);
  const text = part.includes('-') ? (value['rows'] as string[][])[row!]![column!]! : (value[part] as string);
  const starts = Array.from(text.slice(0, text.indexOf(words))).length;
  return { covers: 'passage', part, starts, ends: starts + Array.from(words).length };
}

/** Few enough at a time that their values can be bound. */
async function insertAll(db: Db, table: string, rows: Record<string, unknown>[]): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) await db(table).insert(rows.slice(from, from + 500));
}
