import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  consistencyPath,
  inclusionPath,
  isBeginningOf,
  leafOf,
  rootFrom,
  rootOf,
} from '../../src/proof/merkle.rules.js';

/** Spelled out anew, so that the rules are not tested against themselves. */
const sha = (hex: string) => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex');
const node = (left: string, right: string) => sha(`01${left}${right}`);
const digest = (number: number) => createHash('sha256').update(`response ${number}`).digest('hex');
const leaves = Array.from({ length: 40 }, (_, number) => sha(`00${digest(number)}`));
const first = (size: number) => leaves.slice(0, size);
const [a, b, c, d, e, f, g] = leaves as [string, string, string, string, string, string, string];

test('leaves and roots are those of RFC 9162, section 2.1.1', () => {
  assert.equal(leafOf(digest(0)), a);
  assert.equal(rootOf([]), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  assert.equal(rootOf([a]), a);
  assert.equal(rootOf([a, b]), node(a, b));
  assert.equal(rootOf([a, b, c]), node(node(a, b), c));
  assert.equal(rootOf(first(7)), node(node(node(a, b), node(c, d)), node(node(e, f), g)));
});

test('the known tree of Certificate Transparency has its known root', () => {
  const inputs = [
    '',
    '00',
    '10',
    '2021',
    '3031',
    '40414243',
    '5051525354555657',
    '606162636465666768696a6b6c6d6e6f',
  ];
  assert.equal(
    rootOf(inputs.map((hex) => sha(`00${hex}`))),
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  );
});

test('the paths of the example of RFC 9162, section 2.1.5', () => {
  const [g4, h, i, j, k, l] = [
    node(a, b),
    node(c, d),
    node(e, f),
    g,
    node(node(a, b), node(c, d)),
    node(node(e, f), g),
  ];
  assert.deepEqual(inclusionPath(first(7), 0), [b, h, l]);
  assert.deepEqual(inclusionPath(first(7), 3), [c, g4, l]);
  assert.deepEqual(inclusionPath(first(7), 4), [f, j, k]);
  assert.deepEqual(inclusionPath(first(7), 6), [i, k]);
  assert.deepEqual(consistencyPath(first(7), 3), [c, d, g4, l]);
  assert.deepEqual(consistencyPath(first(7), 4), [l]);
  assert.deepEqual(consistencyPath(first(7), 6), [i, j, k]);
});

test('every leaf of every tree leads to its root, and nothing else does', () => {
  for (let size = 1; size <= 33; size += 1) {
    const root = rootOf(first(size));
    for (let index = 0; index < size; index += 1) {
      const path = inclusionPath(first(size), index);
      const at = (...given: Parameters<typeof rootFrom>) => rootFrom(...given) === root;
      assert.ok(at(leaves[index]!, index, size, path), `${index} of ${size}`);
      assert.ok(!at(leaves[size]!, index, size, path), 'another leaf');
      assert.ok(!at(leaves[index]!, size, size, path), 'a place outside');
      assert.ok(!at(leaves[index]!, index, size, [...path, a]), 'a step too many');
      if (path.length > 0) {
        assert.ok(!at(leaves[index]!, index, size, path.slice(0, -1)), 'a step too few');
        assert.ok(!at(leaves[index]!, index, size, path.with(0, e === path[0] ? a : e)), 'another step');
      }
      if (path.length > 1) assert.ok(!at(leaves[index]!, index, size, path.toReversed()), 'steps swapped');
      for (let other = 0; other < size; other += 1) {
        if (other !== index)
          assert.ok(!at(leaves[index]!, other, size, path), `${index} at ${other} of ${size}`);
      }
    }
  }
});

test('every tree is shown to be the beginning of every later one, and of no other', () => {
  const tree = (size: number) => ({ size, root: rootOf(first(size)) });
  for (let later = 0; later <= 20; later += 1) {
    for (let earlier = 0; earlier <= later; earlier += 1) {
      const path = consistencyPath(first(later), earlier);
      assert.ok(isBeginningOf(tree(earlier), tree(later), path), `${earlier} of ${later}`);
      if (earlier === 0) continue;
      const [before, after] = [tree(earlier), tree(later)];
      assert.ok(!isBeginningOf({ ...before, root: digest(99) }, after, path), 'another beginning');
      assert.ok(!isBeginningOf(before, { ...after, root: digest(99) }, path), 'another end');
      assert.ok(!isBeginningOf(before, after, [...path, a]), 'a step too many');
      if (path.length > 0) assert.ok(!isBeginningOf(before, after, path.slice(1)), 'a step too few');
      if (earlier < later) assert.ok(!isBeginningOf(after, before, path), 'the other way round');
    }
  }
});
