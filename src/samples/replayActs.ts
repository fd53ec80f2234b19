import { randomUUID } from 'node:crypto';
import { asArrival } from '../clock.js';
import { decideLate } from '../collation/late/decideLate.js';
import { startEnteredResponse } from '../collation/entering/startEnteredResponse.js';
import { writeComment } from '../collation/comments/writeComment.js';
import { replaceDocument } from '../consultations/documents/documents.js';
import { listDocuments } from '../consultations/documents/documents.store.js';
import { extendDeadline } from '../consultations/extending/extendDeadline.js';
import type { Instant } from '../db/connection.js';
import { londonDate } from '../londonTime.js';
import { personOf, type Viewer } from '../people/viewer.js';
import { startResponse } from '../responses/drafting/startResponse.js';
import { submitNoComment } from '../responses/noComment.js';
import { getSubmitFacts } from '../responses/submit.store.js';
import { submitResponse } from '../responses/submitResponse.js';
import type { Happening, Replay } from './loadSample.js';
import { storeSampleFile } from './replayConsultations.js';
import { fillDraft } from './replayDraft.js';
import { organisationIn, viewerIn } from './replayRegister.js';
import type { Act, Answering, SampleData } from './sampleData.js';
import type { SampleDates } from './sampleDates.js';
import { latestSubmissionOf, listPartyIds } from './samples.store.js';

/** What people did about the consultations. */
export const actsOf = (data: SampleData, dates: SampleDates): Happening[] =>
  data.acts.map((act) => ({ at: dates.instant(act.at), happen: (replay, at) => replayAct(replay, act, at) }));

async function replayAct(replay: Replay, act: Act, at: Instant): Promise<void> {
  const { deps } = replay;
  const viewer = await viewerIn(replay, act.person);
  const by = personOf(viewer);
  const consultationId = replay.consultations.get(act.consultation)!;
  switch (act.act) {
    case 'submit':
    case 'draft':
    case 'email':
      return answer(replay, viewer, act, at);
    case 'nil':
      return answerNoComment(replay, viewer, act, at);
    case 'comment': {
      const submissionId = await latestSubmissionOf(deps.db, replay.responses.get(act.response)!);
      const place = { consultationId, submissionId, questionKey: act.question ?? null };
      return writeComment(deps.db, by, { ...place, text: act.text, line: null, replaces: null }, at);
    }
    case 'decide-late': {
      const submissionId = await latestSubmissionOf(deps.db, replay.responses.get(act.response)!);
      const decision = {
        consultationId,
        submissionId,
        admitted: act.decision === 'admit',
        reason: act.reason,
        takeOver: [],
      };
      await decideLate(deps, by, decision, at);
      return;
    }
    case 'extend': {
      const organisationId = act.organisation && (await organisationIn(replay, act.organisation));
      const closesAt = replay.dates.instant(act.closesAt);
      await extendDeadline(deps, by.id, { consultationId, organisationId, closesAt, reason: act.reason }, at);
      return;
    }
    case 'replace-document': {
      const documents = await listDocuments(deps.db, consultationId);
      const replaced = documents.find(({ title }) => title === act.title)!;
      const { id: fileId } = await storeSampleFile(replay, act.file);
      await replaceDocument(
        deps,
        by.id,
        consultationId,
        { documentId: replaced.id, fileId, note: act.note },
        at,
      );
    }
  }
}

/** Starts the response, or takes up the one that there is, fills it in and, unless it stays a draft, submits it. */
async function answer(replay: Replay, viewer: Viewer, act: Act & Answering, at: Instant): Promise<void> {
  const { deps, responses } = replay;
  const responseId = responses.get(act.response) ?? (await begin(replay, viewer, act, at));
  responses.set(act.response, responseId);
  await fillDraft(replay, viewer, responseId, act, at);
  if (act.act === 'draft') return;
  const facts = await getSubmitFacts(deps.db, responseId, londonDate(at));
  const check = {
    responseId,
    version: facts.version,
    issue: facts.issue.number,
    key: randomUUID(),
    takeOver: [],
  };
  await submitResponse(deps, viewer, check, asArrival(at));
}

async function begin(replay: Replay, viewer: Viewer, act: Act & Answering, at: Instant): Promise<string> {
  const { deps, dates } = replay;
  const organisationId = await organisationIn(replay, act.organisation);
  const partyIds = await listPartyIds(deps.db, act.parties);
  const whom = { organisationId, partyIds, forOrganisation: act.forOrganisation ?? false };
  const id = randomUUID();
  if (act.act !== 'email') {
    await startResponse(deps.db, viewer, { ...whom, id, reference: act.consultation, takeOver: false }, at);
    return id;
  }
  const original = await storeSampleFile(replay, act.original!);
  const arrived = {
    arrivedAt: dates.instant(act.arrivedAt!),
    arrivedHow: 'e-mail',
    originalFileId: original.id,
  };
  const consultationId = replay.consultations.get(act.consultation)!;
  await startEnteredResponse(deps.db, personOf(viewer), { ...whom, ...arrived, id, consultationId }, at);
  return id;
}

async function answerNoComment(
  replay: Replay,
  viewer: Viewer,
  act: Act & Answering,
  at: Instant,
): Promise<void> {
  const { deps, consultations, responses } = replay;
  const nil = {
    consultationId: consultations.get(act.consultation)!,
    organisationId: await organisationIn(replay, act.organisation),
    partyIds: await listPartyIds(deps.db, act.parties),
    forOrganisation: act.forOrganisation ?? false,
    key: randomUUID(),
    takeOver: [],
  };
  const { responseId } = await submitNoComment(deps, viewer, nil, asArrival(at));
  responses.set(act.response, responseId);
}
