import type { Express } from 'express';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}

/** Every route of the app as `GET /responses/:id`, in the order in which a request meets them. */
export function routesOf(app: Express): string[] {
  return inStack((app.router as unknown as { stack: Layer[] }).stack);
}

function inStack(stack: Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => [
    ...(route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : []),
    ...(handle?.stack ? inStack(handle.stack) : []),
  ]);
}
