import { Router } from 'express';
import type { Deps } from '../../deps.js';
import { bringInRoutes } from './bringIn.routes.js';
import { formRoutes } from './forms.routes.js';

/** A response written in Word: the form, and bringing it in. */
export function wordRoutes(deps: Deps): Router {
  return Router().use(formRoutes(deps), bringInRoutes(deps));
}
