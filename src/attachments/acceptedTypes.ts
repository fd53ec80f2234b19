/** A type of file that the portal takes. */
export interface AcceptedType {
  mediaType: string;
  /** as people call it */
  word: string;
  /** the first is the usual one */
  extensions: readonly [string, ...string[]];
  /** how a browser shows it safely: as a picture in a page, or as a document in a tab; otherwise it is only downloaded */
  look?: 'picture' | 'document';
}

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument';

/** The types by the short names that the content is told apart by (issue 2, Attachments). */
export const ACCEPTED = {
  pdf: { mediaType: 'application/pdf', word: 'PDF', extensions: ['.pdf'], look: 'document' },
  docx: { mediaType: `${OPEN_XML}.wordprocessingml.document`, word: 'Word', extensions: ['.docx'] },
  doc: { mediaType: 'application/msword', word: 'Word', extensions: ['.doc'] },
  xlsx: { mediaType: `${OPEN_XML}.spreadsheetml.sheet`, word: 'Excel', extensions: ['.xlsx'] },
  xls: { mediaType: 'application/vnd.ms-excel', word: 'Excel', extensions: ['.xls'] },
  pptx: { mediaType: `${OPEN_XML}.presentationml.presentation`, word: 'PowerPoint', extensions: ['.pptx'] },
  ppt: { mediaType: 'application/vnd.ms-powerpoint', word: 'PowerPoint', extensions: ['.ppt'] },
  odt: { mediaType: `${OPEN_DOCUMENT}.text`, word: 'OpenDocument text', extensions: ['.odt'] },
  ods: { mediaType: `${OPEN_DOCUMENT}.spreadsheet`, word: 'OpenDocument spreadsheet', extensions: ['.ods'] },
  odp: { mediaType: `${OPEN_DOCUMENT}.presentation`, word: 'OpenDocument slides', extensions: ['.odp'] },
  csv: { mediaType: 'text/csv', word: 'CSV', extensions: ['.csv'] },
  text: { mediaType: 'text/plain', word: 'Text', extensions: ['.txt', '.text', '.md', '.log'] },
  png: { mediaType: 'image/png', word: 'PNG image', extensions: ['.png'], look: 'picture' },
  jpeg: {
    mediaType: 'image/jpeg',
    word: 'JPEG image',
    extensions: ['.jpg', '.jpeg', '.jpe', '.jfif'],
    look: 'picture',
  },
} as const satisfies Record<string, AcceptedType>;

export type AcceptedName = keyof typeof ACCEPTED;

/** A mail as a file: taken where SECAS enters what came by e-mail, and nowhere else. */
export const MAIL = {
  eml: { mediaType: 'message/rfc822', word: 'E-mail', extensions: ['.eml'] },
  msg: { mediaType: 'application/vnd.ms-outlook', word: 'E-mail (Outlook)', extensions: ['.msg'] },
} as const satisfies Record<string, AcceptedType>;

/** What a person is told when a file is none of them. */
export const ACCEPTED_WORDS = 'PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, PNG or JPEG';

const all: AcceptedType[] = Object.values(ACCEPTED);
const stored: AcceptedType[] = [...all, ...Object.values(MAIL)];

/** For a file field's `accept`: the browser offers these first. */
export const ACCEPTED_EXTENSIONS = all.flatMap((type) => type.extensions).join(',');

/**
 * What people send by mistake and the portal never takes: refused by the page before a byte is sent. It is the content
 * that decides (fileType.ts), so no extension stands here whose content could be plain text.
 */
export const NEVER_TAKEN =
  '.zip,.rar,.7z,.gz,.gif,.webp,.heic,.heif,.tif,.tiff,.bmp,.mp3,.m4a,.wav,.mp4,.mov,.avi,.exe,.msi,.dll,.msg,.rtf';

/** @returns undefined for a media type that the portal never stored */
export const acceptedType = (mediaType: string): AcceptedType | undefined =>
  stored.find((type) => type.mediaType === mediaType);
