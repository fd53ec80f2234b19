import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { paths } from '../../src/paths.js';
import { pageOf } from '../support/browse.js';
import { aConsultation } from '../support/build.js';
import { db, desk, visitor } from './atTheDesk.js';

const { reference } = await aConsultation(db, { opensAt: '2017-01-09T09:00:00Z' });

describe('whatever stands in the address, the page answers or refuses; it never breaks', () => {
  const cases: [query: string, status: number][] = [
    ['kind[]=external', 200],
    ['q[a][b]=c', 200],
    ['utm_source=newsletter', 200],
    [`q=${encodeURIComponent("'; drop table consultation; --")}`, 200],
    ['q=%3Cscript%3E', 200],
    ['q=\\', 200],
    ['q=%C3%28', 200],
    ['page=10000', 200],
    [`q=${'a'.repeat(10_000)}`, 400],
    ['q=%00', 400],
    ['issuer=%00', 400],
    ['kind=nonsense', 400],
    ['kind=external&kind=external', 400],
    ['q=a&q=b', 400],
    ['page=0', 400],
    ['page=-1', 400],
    ['page=1.5', 400],
    ['page=', 400],
    ['page=99999999999999999999', 400],
  ];
  for (const [query, status] of cases) {
    test(`${query.slice(0, 40)} → ${status}`, async () => {
      const reply = await visitor.get(`${paths.front()}?${query}`);
      assert.equal(reply.status, status);
      assert.equal(pageOf(reply).querySelectorAll('main script').length, 0);
    });
  }
});

test('the pages that take nothing from their query leave it aside', async () => {
  for (const url of [paths.consultation({ reference }), paths.deskConsultation({ reference })]) {
    for (const query of ['kind[]=x', 'q[a][b]=c', '__proto__[x]=1', `a=${'a'.repeat(10_000)}`, 'a=%00']) {
      assert.equal((await desk.get(`${url}?${query}`)).status, 200, query);
    }
  }
  for (const page of ['0', 'x', '%00', '99999999999999999999']) {
    assert.equal((await desk.get(`${paths.desk()}?page=${page}`)).status, 400, page);
  }
  assert.equal((await desk.get(`${paths.desk()}?page=9999`)).status, 200);
});
