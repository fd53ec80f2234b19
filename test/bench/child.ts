import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

type Tasks = Record<string, (given: never) => unknown>;

interface Order {
  task: string;
  given: never;
}

type Report = { done: unknown } | { failed: string };

/** Does what the parent process asks for, one thing after the other, until the parent ends. */
export function serve(tasks: Tasks): void {
  const report = (what: Report) => process.send?.(what);
  process.on('message', ({ task, given }: Order) => {
    Promise.resolve()
      .then(() => tasks[task]?.(given))
      .then(
        (done) => report({ done }),
        (error: unknown) => report({ failed: error instanceof Error ? `${error.stack}` : String(error) }),
      );
  });
  process.on('disconnect', () => process.exit());
}

/** A process of its own that serves tasks. */
export interface Child<Served extends Tasks> {
  ask<Name extends keyof Served & string>(
    task: Name,
    given: Parameters<Served[Name]>[0],
  ): Promise<Awaited<ReturnType<Served[Name]>>>;
  stop(): void;
}

/** Starts a file of this folder, as in production, in a process that writes nothing on standard output. */
export function startChild<Served extends Tasks>(
  file: string,
  env: Record<string, string> = {},
  execArgv: string[] = [],
): Child<Served> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv,
  });
  return {
    ask: (task, given) =>
      new Promise((resolve, reject) => {
        const ended = () => reject(new Error(`${file} ended before it had answered.`));
        child.once('exit', ended);
        child.once('message', (report: Report) => {
          child.off('exit', ended);
          if ('failed' in report) reject(new Error(report.failed));
          else resolve(report.done as never);
        });
        child.send({ task, given });
      }),
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}
