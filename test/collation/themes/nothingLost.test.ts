import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addTheme, removeTheme, renameTheme } from '../../../src/collation/themes/changeFrame.js';
import { codePassage, uncode } from '../../../src/collation/themes/coding/codePassage.js';
import { mergeThemes, splitTheme } from '../../../src/collation/themes/regroup.js';
import { countQuestions, countThemes, type Frame } from '../../../src/collation/themes/themes.store.js';
import { clock, aCompany, db, sam } from '../desk.js';
import { aResponse, aThemedConsultation, TEXT, type Consultation, type Response } from './themes.js';

/** The same numbers again for the same seed (mulberry32). */
function numbers(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const CATEGORIES = ['Large Supplier', 'Small Supplier', 'Gas Network', 'DCC'];

/** Responses of several kinds: of one Party, of Parties in two categories, of none, late. */
async function responsesTo(consultation: Consultation, upTo: (below: number) => number): Promise<Response[]> {
  const made: Response[] = [];
  for (let number = 0; number < 6; number += 1) {
    const company = await aCompany(1 + upTo(2), { category: CATEGORIES[upTo(4)] });
    const more = await aCompany(upTo(2), { category: CATEGORIES[upTo(4)] });
    const none = number === 0;
    made.push(
      await aResponse(consultation, {
        company: { ...company, parties: none ? [] : [...company.parties, ...more.parties] },
        forOrganisation: none,
        live: number !== 5,
      }),
    );
  }
  return made;
}

/** The counts, worked out one coding at a time from what the tables hold. */
async function naiveCounts(frame: Frame) {
  const where = { consultation_id: frame.consultationId, question_key: frame.questionKey };
  const themes = await db('theme').where(where).whereNull('ended_at').orderBy('position');
  const codings = await db('coding').where(where).whereNull('removed_at');
  const spoken = await db('representation as r')
    .join('submission_party as p', { 'p.submission_id': 'r.submission_id', 'p.party_id': 'r.party_id' })
    .where('r.consultation_id', frame.consultationId)
    .select<{ submission_id: string; party_id: string; category: string }[]>('p.*');
  const itself = await db('organisation_representation').where({ consultation_id: frame.consultationId });
  const live = new Set([...spoken, ...itself].map(({ submission_id }) => submission_id));
  return themes.map(({ id, name }) => {
    const own = codings.filter(({ theme_id }) => theme_id === id);
    const places = (counting: boolean) =>
      new Set(
        own
          .filter(({ submission_id }) => live.has(submission_id) === counting)
          .map((one) => JSON.stringify([one.submission_id, one.part, one.starts, one.ends])),
      ).size;
    const submissions = new Set(own.map(({ submission_id }) => submission_id).filter((one) => live.has(one)));
    const by: Record<string, number> = {};
    for (const submission of submissions) {
      const categories = new Set(
        spoken.filter((one) => one.submission_id === submission).map(({ category }) => category),
      );
      for (const category of categories.size > 0 ? categories : ['No Party'])
        by[category] = (by[category] ?? 0) + 1;
    }
    const parties = new Set(
      spoken.filter((one) => submissions.has(one.submission_id)).map(({ party_id }) => party_id),
    );
    return {
      name,
      passages: places(true),
      elsewhere: places(false),
      responses: submissions.size,
      parties: parties.size,
      by,
    };
  });
}

for (const seed of [1, 2, 3, 4]) {
  test(`whatever is merged and split, no coding is lost and the counts are those of a naive computation (seed ${seed})`, async () => {
    const upTo = numbers(seed);
    const consultation = await aThemedConsultation();
    const responses = await responsesTo(consultation, upTo);
    const frame = { consultationId: consultation.id, questionKey: 'other' };
    const at = clock.now();
    /** what was coded, by whom, and with what: the theme by the name of its latest owner is the database's to tell */
    const standing = new Map<string, string>();
    const themes = () =>
      db('theme')
        .where({ consultation_id: consultation.id })
        .whereNull('ended_at')
        .orderBy('made_at')
        .orderBy('id');
    const codings = () =>
      db('coding').where({ consultation_id: consultation.id }).whereNull('removed_at').orderBy('id');

    for (let step = 0; step < 60; step += 1) {
      const all = await themes();
      const theme = all[upTo(Math.max(1, all.length))];
      const other = all[upTo(Math.max(1, all.length))];
      const choice = upTo(10);
      if (!theme || all.length < 3) {
        await addTheme(db, sam, frame, { name: `Theme ${step}`, description: '' }, at);
      } else if (choice < 5) {
        const starts = upTo(TEXT.length - 2);
        const passage = upTo(6) === 0 ? null : { part: 'text', starts, ends: starts + 1 + upTo(2) };
        const coded = { passage, theme: { id: theme.id, newName: '' } };
        await codePassage(db, sam, frame, responses[upTo(6)]!.id, coded, at);
        for (const { id, submission_id: submission, theme_id: given } of await codings())
          if (!standing.has(id)) standing.set(id, `${submission} ${given}`);
      } else if (choice === 5 && other && other.id !== theme.id) {
        await mergeThemes(db, sam, frame, theme, other.id, at);
        for (const [id, was] of standing) standing.set(id, was.replace(theme.id, other.id));
      } else if (choice < 8) {
        const own = (await codings()).filter(({ theme_id }) => theme_id === theme.id).map(({ id }) => id);
        const chosen = own.filter(() => upTo(2) === 0);
        if (chosen.length === 0) continue;
        const split = { codings: chosen, name: `Split ${step}`, description: '' };
        const made = await splitTheme(db, sam, frame, theme, split, at);
        for (const id of chosen) standing.set(id, standing.get(id)!.replace(theme.id, made));
      } else if (choice === 8) {
        const [one] = await codings();
        if (!one) continue;
        await uncode(db, sam, frame, { submissionId: one.submission_id, codingId: one.id }, at);
        standing.delete(one.id);
      } else if ((await codings()).some(({ theme_id }) => theme_id === theme.id)) {
        await renameTheme(db, sam, frame, theme, { name: `Renamed ${step}`, description: '' }, at);
      } else await removeTheme(db, sam, frame, theme, at);

      const now = (await codings()).map(({ id, submission_id: submission, theme_id: given }) => [
        id,
        `${submission} ${given}`,
      ]);
      assert.deepEqual(Object.fromEntries(now), Object.fromEntries(standing), `step ${step}`);
    }
    assert.ok(standing.size > 5, 'something was coded');
    const counted = (await countThemes(db, frame)).map(
      ({ name, passages, elsewhere, responses: many, parties, by }) => ({
        name,
        passages,
        elsewhere,
        responses: many,
        parties,
        by,
      }),
    );
    const naive = await naiveCounts(frame);
    assert.deepEqual(counted, naive);
    const [question] = await countQuestions(db, consultation.id);
    assert.equal(question!.themes, naive.length);
  });
}
