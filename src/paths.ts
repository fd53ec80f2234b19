/** The names that a pattern's colons stand before: `'/responses/:id'` → `'id'`. */
type Names<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}.${string}`
    ? Name
    : Pattern extends `${string}:${infer Name}`
      ? Name
      : never;

type Values<Pattern extends string> = [Names<Pattern>] extends [never]
  ? Record<string, never>
  : Record<Names<Pattern>, string>;

interface Path<Pattern extends string> {
  /** Builds the URL's path; each value is percent-encoded. */
  (...values: [Names<Pattern>] extends [never] ? [] : [Values<Pattern>]): string;
  /** What Express is given. */
  readonly pattern: Pattern;
}

function path<const Pattern extends string>(pattern: Pattern): Path<Pattern> {
  const build = (values: Record<string, string> = {}) =>
    pattern.replaceAll(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  return Object.assign(build, { pattern });
}

/** Every URL of the portal. No URL is spelled out anywhere else. */
export const paths = {
  front: path('/'),
  healthz: path('/healthz'),
  readyz: path('/readyz'),
  assets: path('/assets'),
  brand: path('/assets/brand.css'),

  signIn: path('/sign-in'),
  signInCode: path('/sign-in/code'),
  signOut: path('/sign-out'),
  askForAccess: path('/ask-for-access'),

  consultation: path('/consultations/:reference'),
  consultationDocument: path('/consultations/:reference/documents/:id'),
  consultationSummary: path('/consultations/:reference/summary/:number'),
  dispositions: path('/consultations/:reference/dispositions'),
  consultationResponse: path('/consultations/:reference/response'),
  noComment: path('/consultations/:reference/response/no-comment'),
  consultationForm: path('/consultations/:reference/form'),
  consultationProof: path('/consultations/:reference/proof.json'),
  publishedResponses: path('/consultations/:reference/responses'),
  publishedPack: path('/consultations/:reference/responses.zip'),
  publishedReport: path('/consultations/:reference/responses.:ending'),
  publishedFile: path('/consultations/:reference/responses/files/:attachment'),
  consultationWordForm: path('/consultations/:reference/form.docx'),

  modification: path('/modifications/:modification'),

  responses: path('/responses'),
  response: path('/responses/:id'),
  responseParties: path('/responses/:id/parties'),
  responseConfidentiality: path('/responses/:id/confidentiality'),
  section: path('/responses/:id/sections/:section'),
  answer: path('/responses/:id/answers/:question'),
  answerVersions: path('/responses/:id/answers/:question/versions'),
  presence: path('/responses/:id/presence'),
  attachments: path('/responses/:id/attachments'),
  attachment: path('/responses/:id/attachments/:attachment'),
  attachmentLook: path('/responses/:id/attachments/:attachment/look'),
  attachmentConfidentiality: path('/responses/:id/attachments/:attachment/confidentiality'),
  removeAttachment: path('/responses/:id/attachments/:attachment/remove'),
  responseForm: path('/responses/:id/form'),
  responseWordForm: path('/responses/:id/form.docx'),
  bringIn: path('/responses/:id/word'),
  bringInAttached: path('/responses/:id/word/attached/:place'),
  takeAnswers: path('/responses/:id/word/answers'),
  check: path('/responses/:id/check'),
  submit: path('/responses/:id/submit'),
  askToApprove: path('/responses/:id/ask-to-approve'),
  approve: path('/responses/:id/approve'),
  atClosing: path('/responses/:id/at-closing'),
  takeBackAtClosing: path('/responses/:id/at-closing/take-back'),
  discard: path('/responses/:id/discard'),
  bringBack: path('/responses/:id/bring-back'),
  history: path('/responses/:id/history'),
  compare: path('/responses/:id/history/compare'),
  submission: path('/responses/:id/submissions/:reference'),
  receiptPdf: path('/responses/:id/submissions/:reference/receipt.pdf'),
  receiptFile: path('/responses/:id/submissions/:reference/receipt.json'),
  submissionAttachment: path('/responses/:id/submissions/:reference/attachments/:attachment'),
  confirmEntered: path('/responses/:id/submissions/:reference/confirm'),
  consent: path('/responses/:id/submissions/:reference/consent'),
  enteredOriginal: path('/responses/:id/submissions/:reference/original'),
  withdraw: path('/responses/:id/submissions/:reference/withdraw'),
  clarification: path('/responses/:id/clarifications/:question'),
  clarificationMail: path('/responses/:id/clarifications/:question/mails/:mail'),

  desk: path('/desk'),
  deskSearchAll: path('/desk/search'),
  deskAllLate: path('/desk/late'),
  deskAudit: path('/desk/audit'),
  deskAuditCsv: path('/desk/audit.csv'),
  deskPeople: path('/desk/people'),
  deskInvite: path('/desk/people/invite'),
  deskPeopleImport: path('/desk/people/import'),
  deskPerson: path('/desk/people/:id'),
  deskEditPerson: path('/desk/people/:id/edit'),
  deskGrant: path('/desk/people/:id/grants'),
  deskEndGrant: path('/desk/people/:id/grants/:grant/end'),
  deskReadCode: path('/desk/people/:id/code'),
  deskAccessRequest: path('/desk/access-requests/:id'),
  deskParties: path('/desk/parties'),
  deskPartiesImport: path('/desk/parties/import'),
  deskPartiesStatistics: path('/desk/parties/statistics'),
  deskParty: path('/desk/parties/:id'),
  deskNewConsultation: path('/desk/consultations/new'),
  deskCopy: path('/desk/consultations/new/copy'),
  deskConsultation: path('/desk/consultations/:reference'),
  deskEdit: path('/desk/consultations/:reference/edit'),
  deskAnnounce: path('/desk/consultations/:reference/announce'),
  deskQuestions: path('/desk/consultations/:reference/questions'),
  deskNewQuestion: path('/desk/consultations/:reference/questions/new'),
  deskQuestion: path('/desk/consultations/:reference/questions/:question'),
  deskMoveQuestion: path('/desk/consultations/:reference/questions/:question/move'),
  deskRemoveQuestion: path('/desk/consultations/:reference/questions/:question/remove'),
  deskMoveSection: path('/desk/consultations/:reference/sections/:section/move'),
  deskOrder: path('/desk/consultations/:reference/order'),
  deskPreview: path('/desk/consultations/:reference/preview'),
  deskPreviewSection: path('/desk/consultations/:reference/preview/sections/:section'),
  deskPreviewForm: path('/desk/consultations/:reference/preview/form'),
  deskPreviewWordForm: path('/desk/consultations/:reference/preview/form.docx'),
  deskDocuments: path('/desk/consultations/:reference/documents'),
  deskDocument: path('/desk/consultations/:reference/documents/:id'),
  deskMoveDocument: path('/desk/consultations/:reference/documents/:id/move'),
  deskRemoveDocument: path('/desk/consultations/:reference/documents/:id/remove'),
  deskPublish: path('/desk/consultations/:reference/publish'),
  deskSetPublication: path('/desk/consultations/:reference/publish/set-time'),
  deskTakeBackPublication: path('/desk/consultations/:reference/publish/take-back'),
  deskExtend: path('/desk/consultations/:reference/extend'),
  deskAddParty: path('/desk/consultations/:reference/add-party'),
  deskWithdraw: path('/desk/consultations/:reference/withdraw'),
  deskOutcome: path('/desk/consultations/:reference/outcome'),
  deskSummary: path('/desk/consultations/:reference/outcome/summary'),
  deskSummaryPreview: path('/desk/consultations/:reference/outcome/summary/preview'),
  deskPublication: path('/desk/consultations/:reference/publication'),
  deskIssuersPack: path('/desk/consultations/:reference/issuers-pack'),
  deskForwarded: path('/desk/consultations/:reference/issuers-pack/forwarded'),
  deskTakeDown: path('/desk/consultations/:reference/publication/take-down'),
  deskCoverage: path('/desk/consultations/:reference/coverage'),
  deskCoverageCsv: path('/desk/consultations/:reference/coverage.csv'),
  deskCoverageParty: path('/desk/consultations/:reference/coverage/:party'),
  deskCounts: path('/desk/consultations/:reference/counts'),
  deskChase: path('/desk/consultations/:reference/chase'),
  deskChaseSchedule: path('/desk/consultations/:reference/chase/schedule'),
  deskResponses: path('/desk/consultations/:reference/responses'),
  deskSearch: path('/desk/consultations/:reference/search'),
  deskSubmission: path('/desk/consultations/:reference/responses/:submission'),
  deskSubmissionAttachment: path(
    '/desk/consultations/:reference/responses/:submission/attachments/:attachment',
  ),
  deskReadingMark: path('/desk/consultations/:reference/responses/:submission/read'),
  deskLate: path('/desk/consultations/:reference/late'),
  deskLateCsv: path('/desk/consultations/:reference/late.csv'),
  deskConsent: path('/desk/consultations/:reference/responses/:submission/consent'),
  deskLateDecision: path('/desk/consultations/:reference/responses/:submission/decision'),
  deskCoding: path('/desk/consultations/:reference/responses/:submission/themes/:question'),
  deskClarification: path('/desk/consultations/:reference/responses/:submission/clarifications/:question'),
  deskEnterReply: path('/desk/consultations/:reference/responses/:submission/clarifications/:question/reply'),
  deskReplyMails: path(
    '/desk/consultations/:reference/responses/:submission/clarifications/:question/reply/mails',
  ),
  deskRedactions: path('/desk/consultations/:reference/responses/:submission/redactions'),
  deskCarryOver: path('/desk/consultations/:reference/responses/:submission/carry-over'),
  deskThemes: path('/desk/consultations/:reference/themes'),
  deskFrame: path('/desk/consultations/:reference/themes/:question'),
  deskTheme: path('/desk/consultations/:reference/themes/:question/:theme'),
  deskAlike: path('/desk/consultations/:reference/themes/:question/:theme/alike'),
  deskWording: path('/desk/consultations/:reference/wording'),
  deskWordingGroup: path('/desk/consultations/:reference/wording/:group'),
  deskComments: path('/desk/consultations/:reference/comments'),
  deskLines: path('/desk/consultations/:reference/comments/:question'),
  deskDispositions: path('/desk/consultations/:reference/dispositions'),
  deskNewPoint: path('/desk/consultations/:reference/dispositions/new'),
  deskUncovered: path('/desk/consultations/:reference/dispositions/uncovered'),
  deskPublishDispositions: path('/desk/consultations/:reference/dispositions/publish'),
  deskPoint: path('/desk/consultations/:reference/dispositions/:point'),
  deskEnter: path('/desk/consultations/:reference/enter'),
  deskEnterFor: path('/desk/consultations/:reference/enter/for/:organisation'),
  deskEnteredOriginal: path('/desk/consultations/:reference/enter/:response/original'),
  deskMails: path('/desk/consultations/:reference/mails'),
  deskMail: path('/desk/consultations/:reference/mails/:mail'),
  deskMailFile: path('/desk/consultations/:reference/mails/:mail/file'),
  deskDiscardMail: path('/desk/consultations/:reference/mails/:mail/discard'),
  deskTakeAttached: path('/desk/consultations/:reference/mails/:mail/attached/:place/take'),
  deskDiscardEntered: path('/desk/consultations/:reference/enter/:response/discard'),

  organisation: path('/organisations/:id'),
  organisationSignOff: path('/organisations/:id/sign-off'),
  colleagues: path('/organisations/:id/colleagues'),
  colleague: path('/organisations/:id/colleagues/:grant'),
  removeColleague: path('/organisations/:id/colleagues/:grant/remove'),

  panel: path('/panel'),
  panelConsultation: path('/panel/consultations/:reference'),
  nextEdition: path('/panel/consultations/:reference/next-version'),
  reportFile: path('/panel/consultations/:reference/report.:ending'),
  pack: path('/panel/consultations/:reference/pack.zip'),
  panelAttachment: path('/panel/consultations/:reference/attachments/:attachment'),

  changedPositions: path('/panel/modifications/:modification'),
  meeting: path('/panel/meetings/:id'),
  newMeeting: path('/desk/meetings/new'),
  editMeeting: path('/desk/meetings/:id/edit'),
  cancelMeeting: path('/desk/meetings/:id/cancel'),
  putOnAgenda: path('/desk/meetings/:id/agenda'),
  takeOffAgenda: path('/desk/meetings/:id/agenda/:reference/remove'),

  reportSchema: path('/report.schema.json'),

  verify: path('/verify'),
  verifyKeys: path('/verify/keys'),
  verifyKeysFile: path('/verify/keys.json'),

  mailbox: path('/dev/mailbox'),
  mailboxMail: path('/dev/mailbox/:id'),
} as const;

/** A new consultation that begins as a copy of this one. */
export const copyOf = (reference: string): string =>
  `${paths.deskNewConsultation()}?${new URLSearchParams({ copy: reference }).toString()}`;

/** Signing in, and then a page of the portal. */
export const signInAndGoTo = (next: string): string =>
  `${paths.signIn()}?${new URLSearchParams({ next }).toString()}`;
