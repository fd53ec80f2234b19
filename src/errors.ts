/** What went wrong in terms that may be shown to the person who asked: `message` says what to do next. */
export class AppError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = code;
  }
}

/** Also thrown for somebody else's row: a stranger cannot tell it from one that does not exist. */
export class NotFound extends AppError {
  constructor(message = 'There is no such page, or it is not yours to see.') {
    super(404, 'NotFound', message);
  }
}

export class NotPermitted extends AppError {
  constructor(message = 'You do not have permission to do this.') {
    super(403, 'NotPermitted', message);
  }
}

/** A form whose session is over. It comes back with all that it held, to be sent again once one is signed in. */
export class SessionEnded extends NotPermitted {
  constructor() {
    super('You have been signed out, or this page is out of date, so nothing was sent.');
  }
}

/** The request is not one that any form of the portal sends. */
export class BadRequest extends AppError {
  constructor(
    message = 'The portal could not make sense of this request. Go back, reload the page and try again.',
  ) {
    super(400, 'BadRequest', message);
  }
}

/** The thing has moved on: what was asked no longer fits (a deadline passed, another change came first). */
export class Conflict extends AppError {
  constructor(message: string) {
    super(409, 'Conflict', message);
  }
}

export class TooLarge extends AppError {
  constructor(message: string) {
    super(413, 'TooLarge', message);
  }
}

export class TooMany extends AppError {
  constructor(message = 'Too many tries from your network. Wait a few minutes, then try again.') {
    super(429, 'TooMany', message);
  }
}

/** The database does not answer, or not in time. What was asked may have been done or not. */
export class Busy extends AppError {
  constructor(
    message = 'The portal could not do this just now. Nothing that was saved or submitted before is lost.',
    options?: ErrorOptions,
  ) {
    super(503, 'Busy', message, options);
  }
}

/** One field of a form and what to do about it. */
export interface Problem {
  /** the name (and id) of the field, so that the summary can link to it */
  field: string;
  text: string;
}

/** A form came back with problems: the page is shown again (422) with what was typed kept. */
export class Invalid extends AppError {
  constructor(readonly problems: Problem[]) {
    super(422, 'Invalid', problems.map((problem) => problem.text).join(' '));
  }
}
