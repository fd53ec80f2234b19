import type { Standing } from '../responses/submissions.rules.js';
import type { Version } from './access.rules.js';

/** How what counts arrived. One that was in time but met the closure is not called late. */
export const ON_TIME: Record<Standing, string> = {
  'in time': 'On time',
  late: 'Late, admitted',
  'after closure': 'On time, admitted after the closure',
};

/** What a file says of the version it holds. */
export const SAID_OF: Record<Version, string> = {
  all: 'For all: what is confidential is left out.',
  confidential: 'With confidential material: do not pass on.',
  public:
    'The published responses: what is confidential or redacted is left out, and a mark stands in its place.',
};

/** Of a point whose reply only the Panel and SECAS have. */
export const NOT_PUBLISHED = 'Not published yet';
