import { organisationKey } from '../people/people.rules.js';

/** What the Party register says of one Party. */
export interface RegisterRow {
  registerId: string;
  name: string;
  category: string;
  /** the group or other body that owns it */
  organisation: string;
  /** null: not said, and what is known stays */
  accededOn: string | null;
  /** null: it is a Party; undefined: not said, and what is known stays */
  leftOn?: string | null;
  howLeft?: string | null;
  /** of the file, from 1 */
  line?: number;
}

/** What the portal knows of a Party on a day. */
export interface Registered {
  registerId: string;
  name: string;
  category: string;
  organisation: string;
  accededOn: string | null;
  leftOn: string | null;
  howLeft: string | null;
}

export type Change =
  | { kind: 'new' }
  | { kind: 'renamed' | 'category' | 'organisation' | 'acceded'; from: string | null; to: string }
  | { kind: 'left'; on: string; how: string | null }
  | { kind: 'back'; from: string };

/** A row, and what it changes: nothing, when `changes` is empty. */
export interface PlannedParty {
  row: Required<Omit<RegisterRow, 'line'>> & { line?: number };
  changes: Change[];
  /** its name, category or organisation is new: they hold from the day of the import */
  particulars: boolean;
}

export interface RegisterPlan {
  parties: PlannedParty[];
  /** organisations that the portal does not have yet */
  newOrganisations: string[];
  /** Parties of today that the file does not name: they stay as they are */
  missing: Registered[];
  problems: { line: number; text: string }[];
}

/**
 * What an import would change. A Party is known by its id in the register; an organisation by its name, capitals and
 * spaces aside.
 * @param day the London date of the import
 */
export function planRegister(
  rows: RegisterRow[],
  registered: Registered[],
  organisations: string[],
  day: string,
): RegisterPlan {
  const known = new Map(registered.map((party) => [party.registerId, party]));
  const spelling = new Map(organisations.map((name) => [organisationKey(name), name]));
  const plan: RegisterPlan = { parties: [], newOrganisations: [], missing: [], problems: [] };
  for (const row of rows) {
    const key = organisationKey(row.organisation);
    if (!spelling.has(key)) {
      spelling.set(key, row.organisation);
      plan.newOrganisations.push(row.organisation);
    }
    const before = known.get(row.registerId);
    const planned = planParty({ ...row, organisation: spelling.get(key)! }, before);
    const { accededOn, leftOn } = planned.row;
    if (accededOn && leftOn && leftOn < accededOn) {
      plan.problems.push({
        line: row.line ?? 0,
        text: `It left on ${leftOn}, before it acceded on ${accededOn}`,
      });
    }
    plan.parties.push(planned);
  }
  const named = new Set(rows.map((row) => row.registerId));
  plan.missing = registered.filter(
    ({ registerId, leftOn }) => !named.has(registerId) && !(leftOn && leftOn <= day),
  );
  return plan;
}

function planParty(row: RegisterRow, before: Registered | undefined): PlannedParty {
  const leftOn = row.leftOn === undefined ? (before?.leftOn ?? null) : row.leftOn;
  const complete = {
    ...row,
    accededOn: row.accededOn ?? before?.accededOn ?? null,
    leftOn,
    howLeft: leftOn ? (row.howLeft ?? before?.howLeft ?? null) : null,
  };
  if (!before) return { row: complete, changes: [{ kind: 'new' }], particulars: true };
  const changes = changesOf(complete, before);
  const particulars = changes.some(
    ({ kind }) => kind === 'renamed' || kind === 'category' || kind === 'organisation',
  );
  return { row: complete, changes, particulars };
}

function changesOf(row: PlannedParty['row'], before: Registered): Change[] {
  const changes: Change[] = [];
  if (row.name !== before.name) changes.push({ kind: 'renamed', from: before.name, to: row.name });
  if (row.category !== before.category) {
    changes.push({ kind: 'category', from: before.category, to: row.category });
  }
  if (organisationKey(row.organisation) !== organisationKey(before.organisation)) {
    changes.push({ kind: 'organisation', from: before.organisation, to: row.organisation });
  }
  if (row.accededOn && row.accededOn !== before.accededOn) {
    changes.push({ kind: 'acceded', from: before.accededOn, to: row.accededOn });
  }
  if (row.leftOn && (row.leftOn !== before.leftOn || row.howLeft !== before.howLeft)) {
    changes.push({ kind: 'left', on: row.leftOn, how: row.howLeft });
  }
  if (!row.leftOn && before.leftOn) changes.push({ kind: 'back', from: before.leftOn });
  return changes;
}

export type ChangeKind = Change['kind'];

/** How many Parties each kind of change concerns; one Party may have several. */
export function countChanges(plan: RegisterPlan): Record<ChangeKind | 'unchanged' | 'missing', number> {
  const of = (kind: ChangeKind) =>
    plan.parties.filter(({ changes }) => changes.some((change) => change.kind === kind)).length;
  return {
    new: of('new'),
    renamed: of('renamed'),
    category: of('category'),
    organisation: of('organisation'),
    acceded: of('acceded'),
    left: of('left'),
    back: of('back'),
    unchanged: plan.parties.filter(({ changes }) => changes.length === 0).length,
    missing: plan.missing.length,
  };
}
