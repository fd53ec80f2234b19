// A whole portal in a process of its own whose computer's clock is wrong: `serverProcess.ts` with WRONG_BY_MS.
const wrongBy = Number(process.env['WRONG_BY_MS'] ?? 0);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...given: []) {
    super(...(given.length > 0 ? given : ([RealDate.now() + wrongBy] as unknown as [])));
  }

  static override now(): number {
    return RealDate.now() + wrongBy;
  }
} as DateConstructor;

await import('../../src/server.js');
