import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decideLate } from '../../src/collation/late/decideLate.js';
import { paths } from '../../src/paths.js';
import { leafOf, rootFrom } from '../../src/proof/merkle.rules.js';
import { newReceiptKey, readReceiptKeys } from '../../src/proof/receiptKeys.js';
import { checkRoots, rootsFile, signRoot } from '../../src/proof/root.js';
import { findInclusion } from '../../src/proof/trees.js';
import type { listRoots } from '../../src/proof/tree.store.js';
import { download, unzip } from '../reports/reading.js';
import { freezeNow } from '../support/reports.js';
import { aPerson } from '../support/build.js';
import { signInAs } from '../support/signIn.js';
import { aBrowser, textOf } from '../support/browse.js';
import {
  aCompany,
  aConsultationOf,
  db,
  LATE,
  portal,
  sam,
  submissionOf,
  type Company,
} from '../collation/desk.js';
import { CLOSED_AT, admit, close, companies, rootsOf } from './closing.js';

const keys = portal.deps.config.receiptKeys;

const digestOf = async ({ id }: { id: string }) => (await db('submission').where({ id }).first())!.digest;

async function leads(submission: { id: string }): Promise<boolean> {
  const found = await findInclusion(db, submission.id);
  if (!found) return false;
  const { index, path: way, root } = found;
  return rootFrom(leafOf(await digestOf(submission)), index, root.size, way) === root.root;
}

test('all that is in time is sealed when it is closed; what was replaced or withdrawn is known by its place', async () => {
  const all = await companies(5);
  const consultation = await aConsultationOf(...all);
  const [one, two, three, four, five] = all as [Company, Company, Company, Company, Company];
  const replaced = await submissionOf(one, consultation, { live: false });
  const read = [
    await submissionOf(one, consultation, { responseId: replaced.responseId }),
    await submissionOf(two, consultation, { kind: 'nil' }),
    await submissionOf(three, consultation, { forOrganisation: true, parties: [] }),
  ];
  const withdrawn = await submissionOf(five, consultation, { live: false });
  const held = await submissionOf(four, consultation, LATE);
  assert.deepEqual(await rootsOf(consultation), []);
  await close(consultation);
  for (const one of [...read, replaced, withdrawn]) assert.ok(await leads(one));
  for (const one of read) assert.ok((await placeOf(one)) >= 2);
  for (const one of [replaced, withdrawn]) assert.ok((await placeOf(one)) < 2);
  assert.equal(await findInclusion(db, held.id), undefined);
  const [root] = await rootsOf(consultation);
  assert.deepEqual([root!.number, root!.size, root!.replaced, root!.consistency], [1, 5, 2, []]);
});
const placeOf = async ({ id }: { id: string }) => (await findInclusion(db, id))!.index;

test('nobody answered: the root is that of an empty tree', async () => {
  const consultation = await aConsultationOf(await aCompany());
  await close(consultation);
  const [root] = await rootsOf(consultation);
  assert.deepEqual([root!.size, root!.root.slice(0, 8)], [0, 'e3b0c442']);
  assert.ok('roots' in checkRoots(rootsFile(await rootsOf(consultation)), keys.all));
});

test('workers that close it at once write one root', async () => {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  await submissionOf(company, consultation);
  const done = await Promise.all(Array.from({ length: 6 }, () => close(consultation)));
  assert.equal(done.filter(Boolean).length, 1);
  assert.equal((await rootsOf(consultation)).length, 1);
});

test('each that is admitted late makes a new root, of which the one before is the beginning', async () => {
  const all = await companies(6);
  const consultation = await aConsultationOf(...all);
  const before = await Promise.all(all.slice(0, 3).map((one) => submissionOf(one, consultation)));
  const late = await Promise.all(all.slice(3).map((one) => submissionOf(one, consultation, LATE)));
  await close(consultation);
  await Promise.all(late.map((one) => admit(consultation, one)));
  const roots = await rootsOf(consultation);
  assert.deepEqual(
    roots.map(({ number, size }) => [number, size]),
    [
      [1, 3],
      [2, 4],
      [3, 5],
      [4, 6],
    ],
  );
  for (const one of [...before, ...late]) assert.ok(await leads(one));
  assert.ok('roots' in checkRoots(rootsFile(roots), keys.all));
});

test('admitted before the closure it is in the first root; refused it is in none', async () => {
  const all = await companies(2);
  const consultation = await aConsultationOf(...all);
  const [admitted, refused] = [
    await submissionOf(all[0]!, consultation, LATE),
    await submissionOf(all[1]!, consultation, LATE),
  ];
  await admit(consultation, admitted);
  await close(consultation);
  assert.ok(await leads(admitted));
  await decideLate(
    portal.deps,
    sam,
    {
      consultationId: consultation.id,
      submissionId: refused.id,
      admitted: false,
      reason: 'No.',
      takeOver: [],
    },
    CLOSED_AT,
  );
  assert.equal(await leads(refused), false);
  assert.equal((await rootsOf(consultation)).length, 1);
});

test('the database refuses to change a root or a leaf', async () => {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  await submissionOf(company, consultation);
  await close(consultation);
  const there = { consultation_id: consultation.id };
  await assert.rejects(db('tree_root').where(there).update({ size: 7 }), /frozen/);
  await assert.rejects(db('tree_root').where(there).delete(), /frozen/);
  await assert.rejects(db('tree_leaf').where(there).delete(), /frozen/);
});

test('forged roots are found out', async () => {
  const all = await companies(3);
  const consultation = await aConsultationOf(...all);
  await submissionOf(all[0]!, consultation);
  const late = [
    await submissionOf(all[1]!, consultation, LATE),
    await submissionOf(all[2]!, consultation, LATE),
  ];
  await close(consultation);
  for (const one of late) await admit(consultation, one);
  const [first, second, third] = (await rootsOf(consultation)) as [Root, Root, Root];
  const problemOf = (...roots: Root[]) => {
    const checked = checkRoots(rootsFile(roots), keys.all);
    return 'problem' in checked ? checked.problem : 'genuine';
  };
  assert.equal(problemOf(first, second, third), 'genuine');
  assert.match(problemOf({ ...first, size: 2 }), /Root 1 is not signed/);
  assert.match(problemOf({ ...first, replaced: 1 }), /Root 1 is not signed/);
  assert.match(problemOf(first, { ...second, madeAt: first.madeAt }), /Root 2 is not signed/);
  assert.match(problemOf(first, third), /Root 2 is missing/);
  assert.match(problemOf(first, { ...second, consistency: [] }), /does not hold all/);
  assert.match(problemOf(first, { ...second, consistency: [first.root] }), /does not hold all/);
  const other = readReceiptKeys(newReceiptKey('2017-01-01').current, '');
  assert.ok('problem' in checkRoots(rootsFile([first]), other.all));
});
type Root = Awaited<ReturnType<typeof listRoots>>[number];

test('a root that would make another’s leaves replaced is found out, though it is signed', async () => {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  await submissionOf(company, consultation);
  await close(consultation);
  const [first] = (await rootsOf(consultation)) as [Root];
  const { consultation: of, size, root, madeAt } = first;
  const second = signRoot(keys, { consultation: of, number: 2, size, root, madeAt, replaced: 1 });
  const checked = checkRoots(rootsFile([first, { ...second, consistency: [] }]), keys.all);
  assert.match('problem' in checked ? checked.problem : 'genuine', /does not hold all/);
});

test('the Panel takes the roots away in its pack, which holds no hash of what it may not see', async () => {
  const company = await aCompany();
  const consultation = await aConsultationOf(company);
  const submission = await submissionOf(company, consultation);
  await close(consultation);
  const member = await signInAs(portal, await aPerson(db, { role: 'panel' }));
  portal.clock.set('2017-02-09T09:00:00Z');
  await freezeNow(portal.deps, consultation.reference);
  const pack = await unzip((await download(member, paths.pack({ reference: consultation.reference }))).bytes);
  const report = textOf(await member.get(paths.panelConsultation({ reference: consultation.reference })));
  const [root] = await rootsOf(consultation);
  assert.ok(report.includes(root!.root));
  assert.equal(pack['proof.json']!.toString(), rootsFile([root!]));
  const published = await aBrowser(portal).get(paths.consultationProof(consultation));
  assert.equal(published.text, rootsFile([root!]), 'anybody has the same, without signing in');
  assert.ok(!published.text.includes(company.organisation.name));
  assert.ok(!pack['proof.json']!.includes(await digestOf(submission)));
});
