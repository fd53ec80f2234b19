import { addAttachments } from '../attachments/addAttachments.js';
import { markAttachment } from '../attachments/markAttachment.js';
import type { Instant } from '../db/connection.js';
import { personOf, type Viewer } from '../people/viewer.js';
import { changeConfidentiality, markOfConfidentiality } from '../responses/drafting/changeWhole.js';
import { getDraftContent, getDraftFor, type Draft } from '../responses/drafting/drafts.store.js';
import { saveDraft } from '../responses/drafting/saveDraft.js';
import type { Replay } from './loadSample.js';
import { storeSampleFile } from './replayConsultations.js';
import type { Answering } from './sampleData.js';
import { listDraftFiles } from '../attachments/attachments.store.js';

/** Writes what somebody answered into a draft: the answers, the confidentiality of the whole, the files. */
export async function fillDraft(
  replay: Replay,
  viewer: Viewer,
  responseId: string,
  said: Answering,
  at: Instant,
): Promise<void> {
  const { db } = replay.deps;
  const draft = await getDraftFor(db, viewer, responseId);
  await saveAnswers(replay, viewer, draft, said, at);
  const whole = {
    confidential: said.wholeConfidential !== undefined,
    confidentialReason: said.wholeConfidential ?? '',
    nameConfidential: said.nameConfidential !== undefined,
    nameConfidentialReason: said.nameConfidential ?? '',
  };
  await changeConfidentiality(db, draft, whole, markOfConfidentiality(draft), at);
  await attach(replay, viewer, draft, said);
}

async function saveAnswers(
  replay: Replay,
  viewer: Viewer,
  draft: Draft,
  said: Answering,
  at: Instant,
): Promise<void> {
  const { db } = replay.deps;
  const { answers } = await getDraftContent(db, draft.id);
  const toSave = Object.entries(said.answers ?? {}).map(([key, value]) => ({
    key,
    value,
    confidential: said.confidential?.[key] !== undefined,
    reason: said.confidential?.[key] ?? '',
    version: answers[key]?.version ?? 0,
  }));
  await saveDraft(db, draft, personOf(viewer), toSave, at);
}

/** A file that the draft holds already, from the submission before, stays. */
async function attach(replay: Replay, viewer: Viewer, draft: Draft, said: Answering): Promise<void> {
  const { deps } = replay;
  const held = await listDraftFiles(deps.db, draft.id);
  for (const { question: key, file, name, confidential } of said.attachments ?? []) {
    if (held.some((one) => one.name === name)) continue;
    const question = draft.questions.find((one) => one.key === key)!;
    const stored = await storeSampleFile(replay, file, name);
    await addAttachments(deps, personOf(viewer), draft, question, [stored]);
    if (confidential === undefined) continue;
    const added = (await listDraftFiles(deps.db, draft.id)).find((one) => one.fileId === stored.id)!;
    await markAttachment(deps, personOf(viewer), draft, added, { confidential: true, reason: confidential });
  }
}
