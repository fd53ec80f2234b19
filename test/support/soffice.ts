import { existsSync } from 'node:fs';

/** LibreOffice, to open what the portal writes as people would; undefined where there is none. */
export const findSoffice = (): string | undefined =>
  ['/usr/bin/soffice', '/usr/bin/libreoffice'].find(existsSync);
