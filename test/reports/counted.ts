import { Temporal } from 'temporal-polyfill';
import { CATEGORIES } from '../../src/consultations/consultations.rules.js';
import type { Question } from '../../src/consultations/questions.js';
import {
  aConsultation,
  anOrganisation,
  aParty,
  aRepresentative,
  aSecasColleague,
  type BuiltParty,
} from '../support/build.js';
import { EVERY_QUESTION, FURTHER_QUESTIONS } from '../support/form.js';
import { startPortal } from '../support/portal.js';
import { randomFrom, type Random } from '../support/random.js';
import { aSubmission, type AnswerToFreeze } from '../support/submission.js';
import { aTheme, codeWith } from '../support/codings.js';
import { attach } from './attach.js';

export const QUESTIONS: Question[] = [...EVERY_QUESTION, ...FURTHER_QUESTIONS];

/** A response as it went in. */
export interface Given {
  kind: 'response' | 'nil';
  /** it speaks for somebody when all is in: in time or admitted, not withdrawn, its last version, not taken over */
  counts: boolean;
  /** those that it speaks for in the end */
  parties: { name: string; category: string }[];
  confidential: boolean;
  nameConfidential: boolean;
  answers: Record<string, AnswerToFreeze>;
  file?: { confidential: boolean };
  /** the themes of its first answer, by name */
  themes: string[];
}

export const THEMES = ['Cost', 'Time', 'Wording'];
/** The question whose answers they are of. */
export const CODED = QUESTIONS[0]!.key;

const at = (text: string) => Temporal.Instant.from(text);
const EARLY = '2017-01-20T10:00:00Z';

/** A closed consultation with so many responses of every kind, and what went in. The same each time. */
export async function aCountedConsultation(responses: number) {
  const portal = await startPortal({ now: '2017-02-20T09:00:00Z' });
  const { db } = portal;
  const random = randomFrom(20_170_208);
  const chance = (percent: number) => random.below(100) < percent;
  const made: { organisation: { id: string; name: string }; parties: BuiltParty[] }[] = [];
  for (let index = 0; index < responses; index += 1) {
    const organisation = await anOrganisation(db);
    const categories = chance(10)
      ? []
      : Array.from({ length: 1 + random.below(4) }, () => categoryOf(random));
    const parties: BuiltParty[] = [];
    for (const category of categories) parties.push(await aParty(db, { organisation, category }));
    made.push({ organisation, parties });
  }
  const silent: BuiltParty[] = [];
  for (const category of [...CATEGORIES, ...CATEGORIES, ...CATEGORIES])
    silent.push(await aParty(db, { organisation: made[0]!.organisation, category }));
  const asked = [...made.flatMap(({ parties }) => parties), ...silent].filter(
    ({ category }) => category !== 'DCC',
  );
  const organisationOf = (party: BuiltParty) =>
    made.find(({ parties }) => parties.includes(party)) ?? made[0]!;
  const consultation = await aConsultation(db, {
    questions: QUESTIONS,
    eligible: asked.map((party) => ({ party, organisation: organisationOf(party).organisation })),
  });
  const by = await aRepresentative(db, made[0]!.organisation);
  const secas = await aSecasColleague(db);

  const themes = new Map<string, string>();
  const frame = { consultationId: consultation.id, question: CODED, by: secas };
  for (const name of THEMES) themes.set(name, await aTheme(db, { ...frame, name }, []));
  const given: Given[] = [];
  for (const [index, { organisation, parties }] of made.entries()) {
    const nil = chance(8);
    const one: Given = {
      kind: nil ? 'nil' : 'response',
      counts: true,
      parties,
      confidential: chance(8),
      nameConfidential: chance(8),
      answers: nil ? {} : answersBy(random, chance),
      themes: [],
    };
    if (one.answers[CODED]) one.themes = THEMES.filter((_, place) => (index + place) % 3 !== 0);
    const { kind, answers, confidential, nameConfidential } = one;
    const forOrganisation = parties.length === 0;
    const common = {
      consultation,
      organisation,
      by,
      parties,
      forOrganisation,
      confidential,
      nameConfidential,
    };
    let responseId: string | undefined;
    if (chance(15)) {
      // An earlier version, which counts no more.
      const before = { kind: 'response' as const, answers: answersBy(random, chance), receivedAt: EARLY };
      ({ responseId } = await aSubmission(db, { ...common, ...before }));
    }
    const fate = responseId ? 'in time' : random.of([...IN_TIME, 'refused', 'admitted', 'withdrawn']);
    const late = fate === 'refused' || fate === 'admitted';
    const submission = await aSubmission(db, {
      ...common,
      kind,
      answers,
      responseId,
      live: fate === 'in time' || fate === 'admitted',
      ...(late && { standing: 'late', receivedAt: '2017-02-08T17:00:00Z' }),
    });
    if (late) {
      const decision = { admitted: fate === 'admitted', reason: 'Decided.', decided_by: secas.id };
      await db('late_decision').insert({
        ...decision,
        submission_id: submission.id,
        decided_at: at('2017-02-10T10:00:00Z'),
      });
    }
    if (fate === 'withdrawn') {
      await db('withdrawal').insert({
        submission_id: submission.id,
        reason: 'Sent by mistake.',
        withdrawn_at: at('2017-01-26T10:00:00Z'),
        withdrawn_by: by.id,
      });
    }
    for (const name of one.themes) await codeWith(db, themes.get(name)!, submission);
    one.counts = fate === 'in time' || fate === 'admitted';
    if (!nil && chance(20)) {
      one.file = { confidential: chance(40) };
      await attach(portal, submission.id, { name: `${index}.txt`, text: `File ${index}`, ...one.file });
    }
    given.push(one);
  }
  await takeOver();
  await db('closure').insert({
    consultation_id: consultation.id,
    last_closes_at: at('2017-02-08T17:00:00Z'),
    closed_at: at('2017-02-08T17:00:20Z'),
  });
  return { db, bulk: portal.deps.bulk, reference: consultation.reference, given, eligible: asked };

  /** A few organisations take over a Party, or all, of one that has answered before. */
  async function takeOver(): Promise<void> {
    const before = given.filter(({ counts, parties }) => counts && parties.length > 0).slice(0, 12);
    for (const [index, one] of before.entries()) {
      const taken = (one.parties as BuiltParty[]).slice(0, index % 2 === 0 ? 1 : undefined);
      const answers = answersBy(random, chance);
      const organisation = await anOrganisation(db);
      await aSubmission(db, { consultation, organisation, by, parties: taken, answers });
      one.parties = (one.parties as BuiltParty[]).filter((party) => !taken.includes(party));
      one.counts = one.parties.length > 0;
      given.push({
        kind: 'response',
        counts: true,
        parties: taken,
        confidential: false,
        nameConfidential: false,
        answers,
        themes: [],
      });
    }
  }
}

const IN_TIME = Array.from({ length: 12 }, () => 'in time' as const);

const categoryOf = (random: Random): string => random.of([...CATEGORIES, ...CATEGORIES, 'DCC']);

/** Something to most questions, some of it confidential. */
function answersBy(random: Random, chance: (percent: number) => boolean): Record<string, AnswerToFreeze> {
  const answers: Record<string, AnswerToFreeze> = {};
  for (const question of QUESTIONS) {
    const value = chance(80) ? valueFor(question, random) : undefined;
    if (value) answers[question.key] = { value, confidential: chance(12) };
  }
  return answers;
}

function valueFor({ type, options = [], rows = [] }: Question, random: Random): object | undefined {
  const rationale = random.is() ? 'Because of this.' : '';
  switch (type) {
    case 'single-choice':
      // Reasons alone are no choice.
      return random.below(10) === 0 ? { choice: '', rationale } : { choice: random.of(options), rationale };
    case 'multiple-choice':
      return { chosen: options.filter(() => random.is()), rationale };
    case 'ranking':
      return random.below(10) === 0
        ? { ranks: { [options[0]!]: '1' }, rationale }
        : { order: options.toSorted(() => random.below(3) - 1), rationale };
    case 'matrix':
      return {
        choices: Object.fromEntries(
          rows.filter(() => random.is()).map(({ key }) => [key, random.of(options)]),
        ),
        rationale,
      };
    case 'rows':
      return { rows: [['G7.4', `A comment ${random.below(1_000)}`, '']] };
    case 'money':
      return { amount: `${random.below(1_000_000)}.00` };
    case 'number':
      return { number: String(random.below(60)) };
    case 'date':
      return { date: `2018-0${1 + random.below(9)}-11` };
    case 'long-text':
    case 'short-text':
      return { text: `Said ${random.below(1_000)}` };
    default:
      return undefined;
  }
}
