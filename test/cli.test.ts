import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { unzip } from './reports/reading.js';
import { aDatabase } from './support/database.js';

const { url } = await aDatabase();
const folder = await mkdtemp(path.join(tmpdir(), 'portal-cli-'));
after(() => rm(folder, { recursive: true, force: true }));

/** Runs `portal …` as a process of its own on this file's database. */
function portal(...given: string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, DATABASE_URL: url, NODE_ENV: 'test' };
    execFile(
      process.execPath,
      [path.join(import.meta.dirname, '../src/cli.js'), ...given],
      { env },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, said: out + err }),
    );
  });
}

test(
  'an empty database: migrated, filled with the sample once, read as a pack, its audit verified',
  { timeout: 120_000 },
  async () => {
    assert.match((await portal('migrate')).said, /as this release needs it/);
    assert.deepEqual(await portal('sample', 'january-2017'), {
      code: 0,
      said: 'The sample of January 2017 is loaded.\n',
    });
    const again = await portal('sample', 'january-2017', '--as-issued');
    assert.equal(again.code, 1);
    assert.match(again.said, /into an empty database only/);

    const added = await portal('people', 'add', '--name', 'Ada Byron', '--email', 'ada@secas.example');
    assert.match(added.said, /Ada Byron <ada@secas\.example> may sign in/);
    assert.match((await portal('people')).said, /ada@secas\.example/);

    const out = path.join(folder, 'pack.zip');
    assert.equal((await portal('pack', 'SECMP0016-MRC', '--out', out)).code, 0);
    const inside = await unzip(await readFile(out));
    assert.ok(Object.keys(inside).includes('report.xlsx') && Object.keys(inside).includes('manifest.csv'));
    const roots = path.join(folder, 'proof.json');
    await writeFile(roots, inside['proof.json']!);
    assert.match(
      (await portal('verify', 'roots', roots)).said,
      /^Root 2 of SECMP0016-MRC over \d+ submissions is signed/,
    );
    const pack = await portal('verify', 'pack', out);
    assert.match(
      pack.said,
      /^Genuine: the pack of SECMP0016-MRC \(all\), with \d+ files, is as the portal made it\.\n$/,
    );
    assert.equal((await portal('verify', 'pack', roots)).code, 1, 'which is no pack');
    const before = await readFile(out);
    for (const [reference, says] of [
      ['SECMP0026-MRC', 'SECMP0026-MRC has not been closed yet.\n'],
      ['SECMP9999', 'There is no consultation SECMP9999 here.\n'],
    ] as const)
      assert.deepEqual(await portal('pack', reference, '--out', out), { code: 1, said: says });
    assert.deepEqual(await readFile(out), before, 'what was there before stays');
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.endsWith('.part')),
      [],
    );
    const nowhere = await portal('pack', 'SECMP0016-MRC', '--out', path.join(folder, 'no', 'pack.zip'));
    assert.match(nowhere.said, /^ENOENT: no such file or directory, open '[^']+no\/pack\.zip\.part'\n$/);

    assert.match((await portal('verify', 'audit')).said, /entries in \d+ seals hold/);
  },
);

test('what it does not understand, it says, with what it does', async () => {
  const unknown = await portal('nonsense');
  assert.equal(unknown.code, 1);
  assert.match(unknown.said, /There is no command “nonsense”.*people add/s);
  assert.equal((await portal('people', 'add', '--nickname', 'x')).code, 2);
  assert.match((await portal('people', 'add', '--name', 'x')).said, /--email is missing/);
  assert.match((await portal('--help')).said, /portal COMMAND/);
});
