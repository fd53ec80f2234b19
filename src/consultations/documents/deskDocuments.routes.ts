import { Router, type Request } from 'express';
import { z } from 'zod';
import { removeUnlinkedFiles } from '../../attachments/files.store.js';
import { readUpload } from '../../attachments/upload.js';
import { counted } from '../../counted.js';
import type { Deps } from '../../deps.js';
import { Invalid } from '../../errors.js';
import { parse } from '../../http/forms.js';
import { leaveNotice, render } from '../../http/render.js';
import { urlId } from '../../http/urlId.js';
import { onlySecas } from '../../http/viewer.js';
import { paths } from '../../paths.js';
import { personOf } from '../../people/viewer.js';
import { getConsultation, type Consultation } from '../consultations.store.js';
import { documentsPage, replacePage, type DocumentForm } from './deskDocuments.page.js';
import { addDocument, moveDocument, removeDocument, replaceDocument } from './documents.js';
import { getDocument, listDocuments } from './documents.store.js';
import { readTexts } from '../formText.js';

const additionForm = z.strictObject({ title: z.string() });
const replacementForm = z.strictObject({ title: z.string(), note: z.string() });
const direction = z.strictObject({ move: z.enum(['up', 'down']) });
const nothing = z.strictObject({});

/** SECAS adds documents, puts them in order, and replaces them; what was published stays in the history. */
export function deskDocumentsRoutes(deps: Deps): Router {
  const { db, bulk, clock, config } = deps;
  const router = Router();

  router.get(paths.deskDocuments.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const documents = await listDocuments(db, consultation.id);
    const page = documentsPage(consultation, documents, config.maxFileBytes, { title: '', note: '' });
    render(req, res, 'consultations/documents', page);
  });

  router.post(paths.deskDocuments.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const { id, reference } = consultation;
    try {
      const { fields, files } = await readUpload(req, res, deps, {
        fields: additionForm,
        field: 'file',
        maxFiles: 1,
        admit: (typed) => void readTyped({ ...typed, note: '' }),
      });
      const { title } = readTyped({ ...fields, note: '' });
      const file = files[0]!;
      await linked(file.id, () =>
        addDocument(
          db,
          personOf(req.viewer).id,
          id,
          { fileId: file.id, title: title || stemOf(file.name) },
          clock.now(),
        ),
      );
      leaveNotice(req, `“${title || stemOf(file.name)}” has been added.`);
      res.redirect(303, paths.deskDocuments({ reference }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const documents = await listDocuments(db, id);
      const page = documentsPage(consultation, documents, config.maxFileBytes, typedIn(req), error.problems);
      render(req, res, 'consultations/documents', page, { status: 422 });
    }
  });

  router.get(paths.deskDocument.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const document = await getDocument(db, consultation.id, urlId(req));
    const form = { title: document.title, note: '' };
    render(
      req,
      res,
      'consultations/replace-document',
      replacePage(consultation, document, config.maxFileBytes, form),
    );
  });

  router.post(paths.deskDocument.pattern, onlySecas, async (req, res) => {
    const consultation = await consultationOf(req);
    const document = await getDocument(db, consultation.id, urlId(req));
    try {
      const { fields, files } = await readUpload(req, res, deps, {
        fields: replacementForm,
        field: 'file',
        maxFiles: 1,
      });
      const fileId = files[0]!.id;
      const { told } = await linked(fileId, () => {
        const replacement = { ...readTyped(fields), documentId: document.id, fileId };
        return replaceDocument(deps, personOf(req.viewer).id, consultation.id, replacement, clock.now());
      });
      leaveNotice(
        req,
        `The document has been replaced. ${counted(told, 'person is', 'people are')} told by mail.`,
      );
      res.redirect(303, paths.deskDocuments({ reference: consultation.reference }));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const page = replacePage(consultation, document, config.maxFileBytes, typedIn(req), error.problems);
      render(req, res, 'consultations/replace-document', page, { status: 422 });
    }
  });

  router.post(paths.deskMoveDocument.pattern, onlySecas, async (req, res) => {
    const by = parse(direction, req.body).move === 'up' ? -1 : 1;
    const { id, reference } = await consultationOf(req);
    await moveDocument(db, id, { documentId: urlId(req), by });
    res.redirect(303, paths.deskDocuments({ reference }));
  });

  router.post(paths.deskRemoveDocument.pattern, onlySecas, async (req, res) => {
    parse(nothing, req.body);
    const { id, reference } = await consultationOf(req);
    const { file } = await getDocument(db, id, urlId(req));
    await removeDocument(db, personOf(req.viewer).id, id, urlId(req), clock.now());
    await removeUnlinkedFiles(bulk, [file.id]);
    leaveNotice(req, 'The document has been removed.');
    res.redirect(303, paths.deskDocuments({ reference }));
  });

  const consultationOf = (req: Request): Promise<Consultation> =>
    getConsultation(db, String(req.params['reference']));

  /** Does what links a stored file; when that fails the file goes again. */
  async function linked<Result>(fileId: string, link: () => Promise<Result>): Promise<Result> {
    try {
      return await link();
    } catch (error) {
      await removeUnlinkedFiles(bulk, [fileId]);
      throw error;
    }
  }

  return router;
}

/** @throws Invalid */
function readTyped(form: DocumentForm): DocumentForm {
  const read = readTexts();
  const title = read.line('title', form.title, 'What it is called', 200);
  const note = read.line('note', form.note, 'What has changed', 500);
  if (read.problems.length > 0) throw new Invalid(read.problems);
  return { title, note };
}

/** What was typed beside a file that was refused: the body holds what had come by then. */
function typedIn(req: Request): DocumentForm {
  const { title, note } = (req.body ?? {}) as Record<string, unknown>;
  return { title: typeof title === 'string' ? title : '', note: typeof note === 'string' ? note : '' };
}

const stemOf = (name: string): string => name.replace(/\.[^.]{1,20}$/, '') || name;
