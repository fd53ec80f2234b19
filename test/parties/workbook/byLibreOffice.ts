import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findSoffice } from '../../support/soffice.js';

export const HEADINGS = ['party_id', 'name', 'category', 'organisation', 'acceded_on', 'left_on', 'how_left'];

/** A workbook as LibreOffice writes it: a sheet of notes, and the register with a formula and a date on its row 4. */
export async function byLibreOffice(firstDay: string): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'portal-register-'));
  const options = [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'xlsx'];
  try {
    const file = path.join(folder, 'register.fods');
    await writeFile(file, document(firstDay));
    await promisify(execFile)(findSoffice()!, [...options, '--outdir', folder, file]);
    return await readFile(path.join(folder, 'register.xlsx'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const NAMES = ['office', 'table', 'text', 'style']
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .join(' ');

const cell = (text: string) =>
  `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;

const document = (firstDay: string) => `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${NAMES} xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0"
  xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"
  office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:date-style style:name="D"><number:day number:style="long"/><number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text><number:year number:style="long"/></number:date-style>
<style:style style:name="d" style:family="table-cell" style:data-style-name="D"/>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:calculation-settings><table:null-date table:date-value="${firstDay}"/></table:calculation-settings>
<table:table table:name="Notes"><table:table-row>${cell('Only notes')}</table:table-row></table:table>
<table:table table:name="Parties">
<table:table-row>${HEADINGS.map(cell).join('')}</table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell office:value-type="string" table:formula="of:=&quot;P&quot;&amp;&quot;77&quot;" office:string-value="P77"><text:p>P77</text:p></table:table-cell>${['Énergie “Ω” plc', 'Large Supplier', 'Ω Group'].map(cell).join('')}<table:table-cell table:style-name="d" office:value-type="date" office:date-value="2014-03-01"><text:p>01/03/2014</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document>`;
