import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router, type Response } from 'express';
import { paths } from '../paths.js';
import { pathIn } from '../root.js';

const packageFolder = (name: string): string =>
  path.dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** What the browser has to reckon as the portal does is the portal's own module. */
const SHARED = ['counting.js', 'cleanText.js'];

/** Styles, scripts, fonts and icons. The brand's colour is a stylesheet of one line, so that the CSP stays strict. */
export function assets(brandColour: string): Router {
  const router = Router();
  const caching = { setHeaders: (res: Response) => res.set('Cache-Control', 'public, max-age=3600') };
  const govuk = path.join(packageFolder('govuk-frontend'), 'dist/govuk/govuk-frontend.min.js');
  router.get(paths.brand.pattern, (_req, res) => {
    res.set('Cache-Control', 'public, max-age=300').type('css').send(`:root{--brand:${brandColour}}`);
  });
  router.get(`${paths.assets()}/govuk-frontend.min.js`, (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').sendFile(govuk);
  });
  const root = fileURLToPath(new URL('../responses/answers', import.meta.url));
  for (const name of SHARED) {
    router.get(`${paths.assets()}/${name}`, (_req, res) => {
      res.set('Cache-Control', 'public, max-age=3600').sendFile(name, { root });
    });
  }
  const fonts = path.join(packageFolder('@fontsource/source-sans-3'), 'files');
  router.use(`${paths.assets()}/fonts`, express.static(fonts, { index: false, maxAge: '30d' }));
  router.use(paths.assets(), express.static(pathIn('dist/assets'), { index: false, ...caching }));
  router.use(paths.assets(), express.static(pathIn('public'), { index: false, ...caching }));
  return router;
}
