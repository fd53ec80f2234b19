import { paths } from '../../src/paths.js';
import { MODIFICATION } from './meeting.js';
import { and, get, PANEL, post, SECAS, type Row } from './rows.js';
import { world } from './world.js';

const { closed, otherClosed, meeting } = world;
const id = { id: meeting };
const entered = {
  name: 'SEC Panel Meeting 26',
  place: '',
  'starts-day': '10',
  'starts-month': '3',
  'starts-year': '2017',
};
const modification = { modification: MODIFICATION };
const on = { ...id, reference: closed.reference };

/** What the Panel reads before a meeting; SECAS enters when that is and what it will consider. */
export const MEETINGS: Row[] = [
  get(paths.changedPositions, PANEL, modification),
  get(paths.changedPositions, and(PANEL, { member: 'nothing' }), modification, {
    query: 'version=confidential',
  }),
  get(paths.meeting, PANEL, id),
  get(paths.newMeeting, SECAS),
  post(paths.newMeeting, SECAS, {}, entered),
  get(paths.editMeeting, SECAS, id),
  post(paths.editMeeting, SECAS, id, { ...entered, version: '1' }),
  get(paths.cancelMeeting, SECAS, id),
  post(paths.cancelMeeting, SECAS, id, { because: 'Snow' }),
  post(paths.putOnAgenda, SECAS, id, { reference: otherClosed.reference }),
  post(paths.takeOffAgenda, SECAS, on, { off: 'yes' }, { anyOf: ['id', 'reference'] }),
];
