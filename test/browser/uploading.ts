/// <reference lib="dom" />
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { after } from 'node:test';
import type { Page } from 'playwright-core';
import { cookiesOf, startUploading, type Sent } from '../attachments/uploading.js';
import { aWindow } from './window.js';

/** A portal that takes files of up to 6 MB, and windows of the colleague who is signed in. */
export async function startSending() {
  const uploading = await startUploading({ config: { maxFileBytes: 6 * 1024 * 1024 } });

  /** `wrong` is what the console complains of, our strict CSP's refusals too. */
  async function open(url: string, { script = true, width = 1440 } = {}) {
    const page = await aWindow(uploading.portal, { script, width });
    const [name, value] = cookiesOf(uploading.browser).split('=');
    await page.context().addCookies([{ name: name!, value: value!, url: uploading.url }]);
    const wrong: string[] = [];
    page.on('console', (message) => message.type() === 'error' && wrong.push(message.text()));
    page.on('pageerror', (error) => wrong.push(error.message));
    await page.goto(url);
    return { page, wrong };
  }

  return { ...uploading, open };
}

/** As over a line that takes so many bytes a second. @returns what ends it */
export async function throttle(page: Page, uploadThroughput: number): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const conditions = { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput };
  await devtools.send('Network.emulateNetworkConditions', conditions);
  return () => devtools.detach();
}

export const choose = (page: Page, ...files: Sent[]) =>
  page
    .locator('#files')
    .setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'application/pdf', buffer: bytes })));

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** The row of a file that is not in the list yet. */
export const rowOf = (page: Page, name: string) => page.locator('.portal-upload', { hasText: name });
export const listed = (page: Page) => page.locator('.portal-file-item__name').allInnerTexts();
export const said = (page: Page, words: string) =>
  page.locator('[data-files-said]').filter({ hasText: words }).waitFor();

/** The network between a browser and the portal, which can fail. */
export async function aLine(portalUrl: string) {
  const { hostname, port } = new URL(portalUrl);
  const open = new Set<Socket>();
  const line = {
    /** what the portal answers to an upload that it took is lost on the way */
    losesReplies: false,
    /** nothing goes through */
    isDown: false,
    url: '',
    /** Breaks off what is on its way, and lets nothing through. */
    goDown: () => {
      line.isDown = true;
      open.forEach((socket) => socket.destroy());
    },
  };
  const server = createServer((client) => {
    if (line.isDown) return void client.destroy();
    const portal = connect(Number(port), hostname);
    for (const socket of [client, portal]) {
      open.add(socket);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        portal.destroy();
      });
      socket.on('error', () => undefined); // it closes, too
    }
    client.pipe(portal);
    portal.on('data', (piece: Buffer) => {
      const lost = line.losesReplies && piece.toString('latin1', 0, 12) === 'HTTP/1.1 201';
      if (lost) client.destroy();
      else client.write(piece);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  after(() => {
    line.goDown();
    server.close();
  });
  line.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return line;
}
