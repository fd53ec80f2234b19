import { isOver, withdrawnAtOf } from '../consultations/withdrawing/withdrawn.store.js';
import { Temporal } from 'temporal-polyfill';
import { ownExtension } from '../consultations/extending/extension.store.js';
import type { Question } from '../consultations/questions.js';
import { PATIENCE } from '../consultations/share.store.js';
import type { Db, Instant } from '../db/connection.js';
import { prepared } from '../db/prepared.js';
import { NotFound } from '../errors.js';
import type { Viewer } from '../people/viewer.js';
import { viewerNow } from '../people/viewer.store.js';
import type { SignOff } from './approving/approving.rules.js';
import { signOffOf } from './approving/approving.store.js';
import { instructionOf, type Instruction } from './closing/instructions.store.js';
import { discardedOf, type Discarded } from './discarding/discard.store.js';
import { notesOf } from './drafting/notes.store.js';
import type { FrozenAttachment, FrozenParty } from './freeze.js';
import type { SpokenFor } from './spokenFor.js';

/** The draft as it stands and all that decides what becomes of it, read under the locks. */
export interface SubmitFacts {
  responseId: string;
  organisation: { id: string; name: string };
  version: number;
  savedAt: Instant;
  /** the version that was last submitted; null: never, or it was withdrawn */
  submittedVersion: number | null;
  forOrganisation: boolean;
  confidential: boolean;
  confidentialReason: string;
  nameConfidential: boolean;
  nameConfidentialReason: string;
  enteredBySecas: boolean;
  arrivedAt: Instant | null;
  arrivedHow: string | null;
  consultation: { id: string; reference: string; title: string };
  opensAt: Instant;
  closesAt: Instant;
  /** the organisation's own latest extension */
  ownExtension: Instant | null;
  closed: boolean;
  /** its outcome is recorded, or it was withdrawn */
  decided: boolean;
  withdrawnAt: Instant | null;
  /** it was put aside; null: it was not, or was brought back */
  discarded: Discarded | null;
  issue: { id: string; number: number; questions: Question[] };
  parties: (FrozenParty & { ours: boolean })[];
  answers: Record<string, { value: unknown; confidential: boolean; reason: string }>;
  attachments: (FrozenAttachment & { id: string; scan: string })[];
  /** Parties of this draft that another response of somebody speaks for now */
  taken: (SpokenFor & { partyId: string | null })[];
  /** the submission of the same response before; of it only the reference is frozen into the next */
  previous: { reference: string; receivedAt: Instant } | null;
  /** the submission already made with this key, of whichever response */
  earlier: { reference: string; responseId: string } | null;
  /** null: nothing has to be approved */
  signOff: SignOff | null;
  /** to submit it when it closes */
  instruction: Instruction | null;
  /** how many notes for colleagues there are, by the question's key */
  notes: Record<string, number>;
  /** when this version first arrived under this key, and could not be stored */
  firstArrival: Instant | null;
}

/**
 * Takes the locks of a submit in the order of the house: the consultation (shared), then the response.
 * @throws NotFound
 */
export async function lockForSubmit(trx: Db, responseId: string): Promise<void> {
  // A row is locked once all that it is joined with is there: so the consultation first.
  const text = `with ${PATIENCE}, shared as materialized (
      select from consultation c, patience
      where c.id = (select consultation_id from response where id = :responseId::uuid) for share of c)
    select from response r, shared where r.id = :responseId::uuid for update of r`;
  const { rows } = await prepared(trx, 'lock-for-submit', text, { responseId });
  if (rows.length === 0) throw new NotFound();
}

/**
 * As lockForSubmit, for what a person does. @returns the viewer with the grants that hold under the locks: who was
 * removed while the locks were waited for does nothing any more
 */
export async function lockAs(trx: Db, viewer: Viewer, responseId: string): Promise<Viewer> {
  await lockForSubmit(trx, responseId);
  return viewerNow(trx, viewer);
}

/**
 * Reads the draft in one statement; under the locks, or without them for the check page.
 * @param day the London date whose names and categories of the Parties are meant
 * @param checked the key of a submit, and the number of the question issue that was checked; otherwise the latest
 * @throws NotFound, also where there is no such issue
 */
export async function getSubmitFacts(
  db: Db,
  responseId: string,
  day: string,
  checked?: { key: string; issue: number },
): Promise<SubmitFacts> {
  const { key = null, issue = null } = checked ?? {};
  const { rows } = await prepared<FactsRow>(db, 'submit-facts', FACTS, { responseId, day, key, issue });
  const [row] = rows;
  if (!row?.issue) throw new NotFound();
  return {
    responseId: row.id,
    organisation: { id: row.organisation_id, name: row.organisation_name },
    version: row.version,
    savedAt: row.saved_at,
    submittedVersion: row.submitted_version,
    forOrganisation: row.for_organisation,
    confidential: row.confidential,
    confidentialReason: row.confidential_reason,
    nameConfidential: row.name_confidential,
    nameConfidentialReason: row.name_confidential_reason,
    enteredBySecas: row.entered_by_secas,
    arrivedAt: row.arrived_at,
    arrivedHow: row.arrived_how,
    consultation: { id: row.consultation_id, reference: row.reference, title: row.title },
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    ownExtension: row.own_extension,
    closed: row.closed,
    decided: row.decided,
    withdrawnAt: row.withdrawn_at,
    discarded: row.discarded,
    issue: row.issue,
    parties: row.parties,
    answers: row.answers,
    attachments: row.attachments,
    taken: row.taken,
    previous: row.previous && {
      ...row.previous,
      receivedAt: Temporal.Instant.from(row.previous.receivedAt),
    },
    earlier: row.earlier,
    signOff: row.sign_off,
    instruction: row.instruction && {
      ...row.instruction,
      leftAt: Temporal.Instant.from(row.instruction.leftAt),
    },
    notes: row.notes,
    firstArrival: row.first_arrival,
  };
}

interface FactsRow {
  id: string;
  organisation_id: string;
  organisation_name: string;
  version: number;
  saved_at: Instant;
  submitted_version: number | null;
  for_organisation: boolean;
  confidential: boolean;
  confidential_reason: string;
  name_confidential: boolean;
  name_confidential_reason: string;
  entered_by_secas: boolean;
  arrived_at: Instant | null;
  arrived_how: string | null;
  consultation_id: string;
  reference: string;
  title: string;
  opens_at: Instant;
  closes_at: Instant;
  own_extension: Instant | null;
  closed: boolean;
  decided: boolean;
  withdrawn_at: Instant | null;
  discarded: Discarded | null;
  issue: SubmitFacts['issue'] | null;
  parties: SubmitFacts['parties'];
  answers: SubmitFacts['answers'];
  attachments: SubmitFacts['attachments'];
  taken: SubmitFacts['taken'];
  previous: { reference: string; receivedAt: string } | null;
  earlier: SubmitFacts['earlier'];
  sign_off: SignOff | null;
  instruction: (Omit<Instruction, 'leftAt'> & { leftAt: string }) | null;
  notes: Record<string, number>;
  first_arrival: Instant | null;
}

/** An array, so that they are looked up by index: joined, all Parties would be gone through for every submit. */
const ANY_OF_ITS_PARTIES = 'any(array(select party_id from draft_party where response_id = r.id))';

const FACTS = `
  select r.id, r.organisation_id, o.name as organisation_name, r.version, r.saved_at, r.submitted_version, r.for_organisation,
    r.confidential, r.confidential_reason, r.name_confidential, r.name_confidential_reason,
    r.entered_by_secas, r.arrived_at, r.arrived_how,
    c.id as consultation_id, c.reference, c.title, c.opens_at, c.closes_at,
    ${ownExtension('c.id', 'r.organisation_id')} as own_extension,
    exists (select from closure where consultation_id = c.id) as closed,
    ${isOver('c.id')} as decided, ${withdrawnAtOf('c.id')} as withdrawn_at,
    ${discardedOf('r')} as discarded,
    (select json_build_object('id', i.id, 'number', i.number, 'questions', i.questions) from question_issue i
     where i.consultation_id = c.id and i.number = coalesce(:issue::int, i.number)
     order by i.number desc limit 1) as issue,
    (select coalesce(json_agg(json_build_object('id', p.party_id, 'registerId', p.register_id, 'name', p.name,
        'category', p.category, 'ours', p.organisation_id = r.organisation_id and coalesce(p.left_on > :day::date, true))
        order by p.name, p.register_id), '[]')
     from party_on(:day::date) p where p.party_id = ${ANY_OF_ITS_PARTIES}) as parties,
    (select coalesce(json_object_agg(a.question_key, json_build_object('value', a.value,
        'confidential', a.confidential, 'reason', a.reason)), '{}')
     from draft_answer a where a.response_id = r.id) as answers,
    (select coalesce(json_agg(json_build_object('id', a.id, 'fileId', f.id, 'questionKey', a.question_key, 'name', f.name,
        'mediaType', f.media_type, 'bytes', f.bytes, 'sha256', f.sha256, 'confidential', a.confidential,
        'reason', a.reason, 'scan', f.scan) order by a.added_at, a.id), '[]')
     from draft_attachment a join file f on f.id = a.file_id where a.response_id = r.id) as attachments,
    (select coalesce(json_agg(json_build_object('partyId', t.party_id, 'reference', s.reference,
        'ours', s.organisation_id = r.organisation_id)), '[]')
     from (select n.party_id, n.submission_id from representation n
             where n.consultation_id = c.id and n.party_id = ${ANY_OF_ITS_PARTIES}
           union all
           select null, n.submission_id from organisation_representation n
             where n.consultation_id = c.id and n.organisation_id = r.organisation_id and r.for_organisation) t
     join submission s on s.id = t.submission_id where s.response_id <> r.id) as taken,
    (select json_build_object('reference', s.reference, 'receivedAt', s.received_at) from submission s
     where s.response_id = r.id order by s.number desc limit 1) as previous,
    (select json_build_object('reference', s.reference, 'responseId', s.response_id) from submission s
     where s.submit_key = :key::uuid) as earlier,
    ${signOffOf('r')} as sign_off,
    ${instructionOf('r')} as instruction,
    ${notesOf('r')} as notes,
    (select a.received_at from submit_arrival a
     where a.submit_key = :key::uuid and a.response_id = r.id and a.version = r.version) as first_arrival
  from response r
  join organisation o on o.id = r.organisation_id
  join consultation c on c.id = r.consultation_id
  where r.id = :responseId`;
