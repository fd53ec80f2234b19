import { once } from 'node:events';
import { connect } from 'node:net';
import { cookiesOf } from '../attachments/uploading.js';
import type { Browser } from '../support/browse.js';
import type { TestPortal } from '../support/portal.js';

/** A reader who has begun to take a download, and takes nothing more of it until told to. */
export async function aSlowReader(portal: TestPortal, browser: Browser, url: string) {
  const { hostname, port } = new URL(portal.url);
  const socket = connect(Number(port), hostname);
  const headers = `Host: ${hostname}\r\nCookie: ${cookiesOf(browser)}\r\nConnection: close`;
  socket.write(`GET ${url} HTTP/1.1\r\n${headers}\r\n\r\n`);
  await once(socket, 'readable');
  return {
    async takeTheRest(): Promise<number> {
      let taken = 0;
      socket.on('data', (bytes) => (taken += bytes.length));
      await once(socket, 'close').catch(() => undefined); // reset by the portal
      return taken;
    },
  };
}

/** Longer than the portal takes to notice that a download may not go on. */
export const aWhile = () => new Promise((resolve) => setTimeout(resolve, 2_500));
