import { BuilderElement, TextRun, type IRunOptions, type XmlComponent } from 'docx';
import { WORDS } from './wordForm.js';

/**
 * Content controls inside a line (ECMA-376 part 1, 17.5.2): lists to choose from and boxes to tick. The docx library
 * has none of the first kind. Nothing else of an answer stands in a control, because some word processors lose what a
 * control holds, and its tag, when they save.
 */

/** Every document counts its own controls: a counter of the process would give the same data other bytes. */
export interface ControlIds {
  next: number;
}

/** A list to choose from. @param free also takes what is typed instead */
export function dropDown(
  ids: ControlIds,
  control: { tag: string; title: string; options: string[]; chosen: string; free: boolean },
): TextRun {
  const { tag, title, options, chosen, free } = control;
  const shown = [...new Set([WORDS.choose, ...options])];
  return asRun(
    element('w:sdt', {}, [
      element('w:sdtPr', {}, [
        element('w:alias', { 'w:val': title }),
        element('w:tag', { 'w:val': tag }),
        element('w:id', { 'w:val': String((ids.next += 1)) }),
        ...(chosen ? [] : [element('w:showingPlcHdr')]),
        element(
          free ? 'w:comboBox' : 'w:dropDownList',
          {},
          shown.map((option) => element('w:listItem', { 'w:displayText': option, 'w:value': option })),
        ),
      ]),
      content(chosen ? { text: chosen } : { text: WORDS.choose, color: '6b7280' }),
    ]),
  );
}

/** A box to tick. */
export function tickBox(
  ids: ControlIds,
  control: { tag: string; title: string; ticked: boolean },
  look: IRunOptions,
): TextRun {
  const { tag, title, ticked } = control;
  const font = 'MS Gothic';
  const state = (figure: string) => ({ 'w14:val': figure, 'w14:font': font });
  return asRun(
    element('w:sdt', {}, [
      element('w:sdtPr', {}, [
        element('w:alias', { 'w:val': title }),
        element('w:tag', { 'w:val': tag }),
        element('w:id', { 'w:val': String((ids.next += 1)) }),
        element('w14:checkbox', {}, [
          element('w14:checked', { 'w14:val': ticked ? '1' : '0' }),
          element('w14:checkedState', state('2612')),
          element('w14:uncheckedState', state('2610')),
        ]),
      ]),
      content({ ...look, text: ticked ? '☒' : '☐', font }),
    ]),
  );
}

const content = (run: IRunOptions): XmlComponent => element('w:sdtContent', {}, [new TextRun(run)]);

function element(
  name: string,
  attributes: Record<string, string> = {},
  children: XmlComponent[] = [],
): XmlComponent {
  const given = Object.entries(attributes).map(([key, value]) => [key, { key, value }]);
  return new BuilderElement({
    name,
    attributes: Object.fromEntries(given) as Record<string, { key: string; value: string }>,
    children,
  });
}

/** A paragraph takes any element among its runs, though its type does not say so. */
const asRun = (control: XmlComponent): TextRun => control as unknown as TextRun;
