import type { Db, Instant } from '../db/connection.js';
import { NotFound } from '../errors.js';
import type { FrozenParty } from './freeze.js';
import type { NilReturn } from './noComment.js';

/** What a nil return is frozen with, and what its page shows. */
export interface NilFacts {
  consultation: { id: string; reference: string; title: string };
  organisation: { id: string; name: string };
  opensAt: Instant;
  closesAt: Instant;
  ownExtension: Instant | null;
  closed: boolean;
  issue: { id: string; number: number };
  /** the organisation's Parties on that day, with the reference that speaks for each now */
  parties: (FrozenParty & { spokenForBy: string | null })[];
  /** the reference that speaks for the organisation itself now */
  organisationSpokenForBy: string | null;
}

/** @throws NotFound when the consultation is not published */
export async function shareConsultation(trx: Db, consultationId: string): Promise<void> {
  await trx.raw(`set local lock_timeout = '12s'; set local statement_timeout = '14s'`);
  const { rowCount } = await trx.raw<{ rowCount: number }>(
    'select from consultation where id = :consultationId and published_at is not null for share',
    { consultationId },
  );
  if (rowCount === 0) throw new NotFound();
}

export async function findNilByKey(
  trx: Db,
  organisationId: string,
  key: string,
): Promise<{ responseId: string; reference: string } | undefined> {
  return trx('submission')
    .select({ responseId: 'response_id', reference: 'reference' })
    .where({ submit_key: key, organisation_id: organisationId })
    .first();
}

/**
 * The facts for each of these organisations, by name.
 * @param day the London date whose Parties are meant
 * @throws NotFound when the consultation is not published
 */
export async function listNilFacts(
  db: Db,
  consultationId: string,
  organisationIds: string[],
  day: string,
): Promise<NilFacts[]> {
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select c.id, c.reference, c.title, c.opens_at, c.closes_at, o.id as organisation_id, o.name as organisation_name,
       (select e.closes_at from extension e where e.consultation_id = c.id and e.organisation_id = o.id
        order by e.made_at desc limit 1) as own_extension,
       exists (select from closure where consultation_id = c.id) as closed,
       (select json_build_object('id', i.id, 'number', i.number) from question_issue i
        where i.consultation_id = c.id order by i.number desc limit 1) as issue,
       (select coalesce(json_agg(json_build_object('id', p.party_id, 'registerId', p.register_id, 'name', p.name,
           'category', p.category, 'spokenForBy', s.reference) order by p.name), '[]')
        from party_on(:day::date) p
        left join representation n on n.consultation_id = c.id and n.party_id = p.party_id
        left join submission s on s.id = n.submission_id
        where p.organisation_id = o.id and coalesce(p.left_on > :day::date, true)) as parties,
       (select s.reference from organisation_representation n join submission s on s.id = n.submission_id
        where n.consultation_id = c.id and n.organisation_id = o.id) as organisation_spoken_for_by
     from consultation c, organisation o
     where c.id = :consultationId and c.published_at is not null and o.id = any(:organisationIds)
     order by o.name`,
    { consultationId, organisationIds, day },
  );
  if (rows.length === 0) throw new NotFound();
  return rows.map((row) => ({
    consultation: { id: row.id, reference: row.reference, title: row.title },
    organisation: { id: row.organisation_id, name: row.organisation_name },
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    ownExtension: row.own_extension,
    closed: row.closed,
    issue: row.issue,
    parties: row.parties,
    organisationSpokenForBy: row.organisation_spoken_for_by,
  }));
}

interface Row {
  id: string;
  reference: string;
  title: string;
  opens_at: Instant;
  closes_at: Instant;
  organisation_id: string;
  organisation_name: string;
  own_extension: Instant | null;
  closed: boolean;
  issue: { id: string; number: number };
  parties: NilFacts['parties'];
  organisation_spoken_for_by: string | null;
}

/** A response of its own for the nil return, with the Parties that it names. */
export async function insertNilThread(
  trx: Db,
  nil: NilReturn,
  personId: string,
  at: Instant,
): Promise<string> {
  const { rows } = await trx.raw<{ rows: { id: string }[] }>(
    `with r as (
       insert into response (consultation_id, organisation_id, for_organisation, started_at, started_by, saved_at)
       values (:consultationId, :organisationId, :forOrganisation, :at, :personId, :at) returning id
     ), parties as (
       insert into draft_party (response_id, party_id) select r.id, p from r, unnest(:partyIds::uuid[]) as p
     ) select id from r`,
    { ...nil, at, personId },
  );
  return rows[0]!.id;
}
