import { paths } from '../../src/paths.js';
import { and, get, OURS, post, type Row } from './rows.js';
import { people } from './everybody.js';
import { world } from './world.js';

const { colleague, organisations, ourDraft, somebody } = world;
const itself = { id: organisations.ours };
const elsewhere = { id: organisations.theirs, grant: somebody.grant };
/** Everybody of the organisation sees who its people are; only the submitter of this world manages them. */
const SEEN = and(OURS, { secas: 'no' });
const MANAGED = and(SEEN, { drafter: 'no' });

/** What an organisation settles among its own people. */
export const COLLEAGUES: Row[] = [
  get(paths.organisation, SEEN, itself),
  post(paths.colleagues, MANAGED, itself, { name: 'Let in by whom', email: 'let-in@test.example' }),
  get(paths.colleague, MANAGED, colleague, { elsewhere }),
  post(paths.colleague, MANAGED, colleague, { maySubmit: 'yes' }, { elsewhere }),
  post(paths.removeColleague, MANAGED, colleague, { confirmed: 'yes' }, { elsewhere }),
  post(paths.organisationSignOff, MANAGED, itself, { approver: people.submitter.id }),

  post(paths.askToApprove, SEEN, { id: ourDraft.id }, { version: '1' }),
  get(paths.approve, SEEN, { id: ourDraft.id }),
  post(paths.atClosing, and(SEEN, { drafter: 'no' }), { id: ourDraft.id }, {}),
  post(
    paths.takeBackAtClosing,
    and(SEEN, { drafter: 'no' }),
    { id: ourDraft.id },
    { confirmed: 'yes' },
    { quiet: true },
  ),
  post(paths.approve, MANAGED, { id: ourDraft.id }, { version: '1', decision: 'approve', note: '' }),
];
