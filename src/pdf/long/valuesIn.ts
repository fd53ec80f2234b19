import type { Readable } from 'node:stream';

/** A stream of JSON, a value on each line. Only a line feed ends a line: a text may hold any other separator. */
export async function* valuesIn(input: Readable): AsyncGenerator<unknown> {
  let rest = '';
  for await (const text of input.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) yield JSON.parse(line);
  }
}
