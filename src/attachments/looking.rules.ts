import { paths } from '../paths.js';
import { acceptedType } from './acceptedTypes.js';
import { isHandedOut } from './attachments.rules.js';

/** A larger picture would make a page slow: it is only opened in a tab of its own. */
const LARGEST_SHOWN_SMALL = 5 * 1024 * 1024;

/** As views/attachments/look.ejs takes it. */
export interface Look {
  href: string;
  name: string;
  /** it stands in the page, small */
  picture: boolean;
}

/** How a file of a draft is looked at before it is sent; undefined when it can only be downloaded, or not even that. */
export function lookAt(
  draftId: string,
  file: { id: string; name: string; mediaType: string; bytes: number; scan: string },
): Look | undefined {
  const look = acceptedType(file.mediaType)?.look;
  if (!look || !isHandedOut(file.scan)) return undefined;
  return {
    href: paths.attachmentLook({ id: draftId, attachment: file.id }),
    name: file.name,
    picture: look === 'picture' && file.bytes <= LARGEST_SHOWN_SMALL,
  };
}
