import type { Request, Response } from 'express';
import { z } from 'zod';
import { mailTypeFinder } from '../../attachments/mailType.js';
import { readUpload } from '../../attachments/upload.js';
import type { Deps } from '../../deps.js';
import { personOf } from '../../people/viewer.js';
import { receiveMail } from './receiveMail.js';

const nothing = z.strictObject({});

/** The field of the forms that take a mail. @param error what is wrong with it */
export const mailField = (error?: string) => ({
  name: 'mail',
  label: 'The mail, as a file',
  hint: 'Saved from your mail program as .eml or .msg. It is kept as it is; sender, time, text and attachments are read from it.',
  accept: '.eml,.msg',
  error,
});

/**
 * Reads the form in which SECAS uploads a mail, and keeps the mail.
 * @returns its id; undefined: it is a mail of the portal that came back. And what SECAS is told, if anything
 * @throws Invalid when it is no mail, or cannot be read; Busy
 */
export async function uploadMail(
  deps: Deps,
  req: Request,
  res: Response,
  consultationId: string,
): Promise<{ id: string | undefined; notice: string | undefined }> {
  const options = { fields: nothing, field: 'mail', maxFiles: 1, findType: mailTypeFinder };
  const { files } = await readUpload(req, res, deps, options);
  const mail = await receiveMail(deps, personOf(req.viewer), consultationId, files[0]!);
  if ('bounced' in mail) return { id: undefined, notice: bounceNotice(mail.bounced) };
  return { id: mail.id, notice: mail.already ? 'This mail is there already: here it is.' : undefined };
}

const bounceNotice = (told: string[]): string =>
  told.length > 0
    ? `This is no response, but a mail of the portal that came back, and is noted: ${told.join('; ')}`
    : 'This is no response, but a mail of the portal that came back. It had been noted before.';
