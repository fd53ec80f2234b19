import type { Db, Instant } from '../../db/connection.js';
import { inPages } from '../../db/inPages.js';
import { NotFound } from '../../errors.js';
import type { Version } from '../access.rules.js';
import { countAll } from '../counting/countAll.js';
import type { Frame } from '../report.js';
import type { Told } from '../telling/redaction.rules.js';
import type { Change, Difference, EditionNumber } from './edition.rules.js';
import { revived, revivedTold, type Kept } from './kept.js';

/** The versions that are frozen by themselves when something has changed; what readers outside get when SECAS has it made. */
export const FROZEN = ['all', 'confidential'] as const satisfies Version[];
export type FrozenVersion = (typeof FROZEN)[number];

/** A report as it was frozen. */
export interface Edition {
  id: string;
  number: EditionNumber;
  frozenAt: Instant;
  /** since the edition before; empty of the first, and of what is public */
  changes: Change[];
  /** of what is public: what came anew with it; '' of the first */
  note: string;
  /** the paths of those that are of the report itself and could be made */
  files: string[];
  filesMade: number;
  filesWanted: number;
  /** the portal's time; null: its files are being made */
  completedAt: Instant | null;
  /** it tells something that is confidential again, because a consent was taken back: nobody reads it any more */
  recalled: boolean;
}

export const RECALLED = `exists (
  select from lifted_marking l where l.id = any(e.consents) and l.taken_back_at is not null)`;

const EDITION = `e.id, json_build_object('major', e.major, 'minor', e.minor) as number, e.frozen_at as "frozenAt", e.changes,
  coalesce((select n.note from response_publication n where n.id = e.id), '') as note,
  array(select f.path from report_edition_file f
    where f.edition_id = e.id and f.file_id is not null and f.path like 'report%' order by f.position) as files,
  m.files_made as "filesMade", m.files_wanted as "filesWanted", m.completed_at as "completedAt",
  ${RECALLED} as recalled`;

/** Every edition of a version, the latest first. */
export async function listEditions(db: Db, consultationId: string, version: Version): Promise<Edition[]> {
  const { rows } = await db.raw<{ rows: Edition[] }>(
    `select ${EDITION} from report_edition e join report_making m on m.edition_id = e.id
     where e.consultation_id = :consultationId and e.version = :version order by e.major desc, e.minor desc`,
    { consultationId, version },
  );
  return rows;
}

/** One edition with what it tells beside the responses. @param number without it the latest @throws NotFound also for one that is recalled */
export async function getEdition(
  db: Db,
  consultationId: string,
  version: Version,
  number?: EditionNumber,
): Promise<{ edition: Edition; frame: Frame }> {
  const found = await findEdition(db, consultationId, version, number);
  if (!found || found.edition.recalled) throw new NotFound();
  return found;
}

export async function findEdition(
  db: Db,
  consultationId: string,
  version: Version,
  number?: EditionNumber,
): Promise<{ edition: Edition; digest: string; frame: Frame } | undefined> {
  const { rows } = await db.raw<{ rows: (Edition & { digest: string; frame: Kept<Frame> })[] }>(
    `select ${EDITION}, e.digest, e.frame from report_edition e join report_making m on m.edition_id = e.id
     where e.consultation_id = :consultationId and e.version = :version
       and (:any or (e.major = :major and e.minor = :minor))
     order by e.major desc, e.minor desc limit 1`,
    {
      consultationId,
      version,
      any: number === undefined,
      major: number?.major ?? 0,
      minor: number?.minor ?? 0,
    },
  );
  if (!rows[0]) return undefined;
  const { frame: kept, digest, ...edition } = rows[0];
  const frame = revived(kept);
  // What was published before figures were kept with it has none.
  const { tallies }: Partial<Frame> = frame;
  const counted = tallies ? {} : await countAll(frame.questions, frozenIn(db, edition.id));
  return { edition, digest, frame: { ...frame, ...counted } };
}

/** Whether an edition has been recalled, since somebody began to read it. */
export async function isRecalled(db: Db, editionId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: [{ recalled: boolean }] }>(
    `select ${RECALLED} as recalled from report_edition e where e.id = :editionId`,
    { editionId },
  );
  return rows[0].recalled;
}

/** Few enough that what was read is gone before the heap counts it among what stays. */
const PAGE = 50;

/** The responses of an edition in their order, as they were frozen. @param some those from a position to before another */
export async function* frozenIn(
  db: Db,
  editionId: string,
  some: { from: number; to: number } = { from: 0, to: Infinity },
): AsyncGenerator<Told> {
  // As text, and parsed one by one: a page of objects would outlive the young generation of the heap.
  const texts = inPages(PAGE, async (at) => {
    const from = some.from + at;
    const { rows } = await db.raw<{ rows: { told: string }[] }>(
      `select t.told::text as told from report_edition_response r join told_response t on t.digest = r.digest
       where r.edition_id = :editionId and r.position >= :from and r.position < :to order by r.position`,
      { editionId, from, to: Math.min(from + PAGE, some.to) },
    );
    return rows;
  });
  for await (const { told } of texts) yield revivedTold(JSON.parse(told) as Kept<Told>);
}

/** Lets one process at a time freeze a consultation's report. @returns false: another one does */
export async function tryLockReport(trx: Db, reference: string): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: [{ locked: boolean }] }>(
    `select pg_try_advisory_xact_lock(hashtextextended('report ' || :reference, 0)) as locked`,
    { reference },
  );
  return rows[0].locked;
}

/**
 * Freezes responses of an edition that is written at the end of the same transaction.
 * @param from the position of the first
 * @param told each as JSON
 */
export async function insertFrozen(trx: Db, editionId: string, from: number, told: string[]): Promise<void> {
  await trx.raw(
    `with given as (
       select :from::integer + place - 1 as position, t as told, encode(sha256(convert_to(t::text, 'UTF8')), 'hex') as digest
       from jsonb_array_elements(:told::jsonb) with ordinality as e(t, place)
     ), kept as (
       -- Most are there already, from another version or the edition before: what is stored beside them takes its time.
       insert into told_response (digest, told) select distinct on (digest) digest, told from given
       where not exists (select from told_response t where t.digest = given.digest) order by digest on conflict do nothing
     )
     insert into report_edition_response (edition_id, position, submission_id, digest)
     select :editionId::uuid, position, (told ->> 'id')::uuid, digest from given`,
    { editionId, from, told: `[${told.join(',')}]` },
  );
}

/** Of a frame and the responses that were frozen with it. */
export async function digestOf(trx: Db, editionId: string, frame: Frame): Promise<string> {
  const { rows } = await trx.raw<{ rows: [{ digest: string }] }>(
    `select encode(sha256(convert_to(:frame::text || coalesce((
       select string_agg(digest, '' order by position) from report_edition_response where edition_id = :editionId), ''),
       'UTF8')), 'hex') as digest`,
    { editionId, frame: JSON.stringify(frame) },
  );
  return rows[0].digest;
}

/** Where two editions tell responses differently: without what they tell, however many they are. */
export async function listDifferences(trx: Db, before: string, after: string): Promise<Difference[]> {
  const differ = (...parts: string[]) =>
    parts.map((part) => `x.told -> '${part}' is distinct from y.told -> '${part}'`).join(' or ');
  const { rows } = await trx.raw<{ rows: Difference[] }>(
    `select coalesce(y.told, x.told) ->> 'name' as name, coalesce(y.told ->> 'nameWithheld' = 'true', false) as "nameWithheld",
       x.digest is null as added, y.digest is null as gone, ${differ('answers')} as answers,
       ${differ('files', 'filesWithheld')} as files, ${differ('comments')} as comments,
       ${differ('clarifications')} as clarifications, ${differ('themes')} as themes
     from (select * from report_edition_response where edition_id = :before) b
     full join (select * from report_edition_response where edition_id = :after) a on a.submission_id = b.submission_id
     left join told_response x on x.digest = b.digest left join told_response y on y.digest = a.digest
     where a.digest is distinct from b.digest order by coalesce(a.position, b.position)`,
    { before, after },
  );
  return rows;
}

export async function insertEdition(
  trx: Db,
  edition: {
    id: string;
    consultationId: string;
    version: Version;
    number: EditionNumber;
    frame: Frame;
    changes: Change[];
    digest: string;
  },
  at: Instant,
): Promise<void> {
  const { id, consultationId, version, number, frame, changes, digest } = edition;
  // The version in full tells what is confidential anyway; what went into the public is not taken back any more.
  await trx.raw(
    `insert into report_edition (id, consultation_id, version, major, minor, frozen_at, frame, changes, digest, consents)
     select :id, :consultationId, :version, :major, :minor, :at, :frame, :changes, :digest, array(
       select l.id from lifted_marking l join submission s on s.id = l.submission_id
       where s.consultation_id = :consultationId and l.taken_back_at is null and :version in ('all', 'issuer'))`,
    {
      id,
      consultationId,
      version,
      ...number,
      at,
      frame: JSON.stringify(frame),
      changes: JSON.stringify(changes),
      digest,
    },
  );
  await trx('report_making').insert({ edition_id: id });
}

/**
 * The submissions that are told otherwise, or first, since an edition that somebody has taken away. Each response is
 * looked up by itself: joined, Postgres, which cannot guess how few have changed, would read all that was ever told.
 */
export async function listToldAnew(db: Db, editionId: string, since: string): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `with changed as materialized (
       select a.submission_id as id, a.digest as now, b.digest as before from report_edition_response a
       left join report_edition_response b on b.edition_id = :since and b.submission_id = a.submission_id
       where a.edition_id = :editionId and a.digest is distinct from b.digest)
     select c.id from changed c where (select t.told - 'themes' from told_response t where t.digest = c.now)
       is distinct from (select t.told - 'themes' from told_response t where t.digest = c.before)`,
    { editionId, since },
  );
  return rows.map(({ id }) => id);
}

/** The number of the edition that somebody downloaded last. */
export async function findLastDownloaded(
  db: Db,
  personId: string,
  consultationId: string,
  version: Version,
): Promise<string | undefined> {
  const { rows } = await db.raw<{ rows: { edition: string }[] }>(
    `select detail ->> 'edition' as edition from audit_entry
     where person_id = :personId and consultation_id = :consultationId and action = 'report.downloaded'
       and detail ->> 'version' = :version and detail ->> 'edition' is not null
     order by id desc limit 1`,
    { personId, consultationId, version },
  );
  return rows[0]?.edition;
}
