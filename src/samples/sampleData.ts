import { readFile } from 'node:fs/promises';
import type { Kind } from '../consultations/consultations.rules.js';
import type { TemplateName } from '../consultations/questions/templates.js';
import { pathIn } from '../root.js';
import type { SampleDates } from './sampleDates.js';

/** The sample as it stands in src/samples/data: checked by its tests, so it is read without a second check. */
export interface SampleData {
  newsletter: { consultations: NewsletterItem[]; events: NewsletterEvent[] };
  organisations: SampleOrganisation[];
  people: SamplePerson[];
  consultations: SampleConsultation[];
  acts: Act[];
}

/** What the newsletter of January 2017 says of a consultation. Dates are local; null: it does not say. */
export interface NewsletterItem {
  reference: string;
  title: string;
  kind: Kind;
  issuedBy: string;
  modification?: string;
  opensOn: string | null;
  closesAt: LocalTime | null;
  questionSet: TemplateName;
  lines?: { question: string; items: string[] };
  outcome?: {
    recommendation: string;
    decision: string;
    decidedBy: string;
    decidedOn: string;
    implementsOn: string;
  };
}

/** A meeting, or something that one joins by telephone. */
export interface NewsletterEvent {
  key: string;
  title: string;
  startsAt: LocalTime;
  how?: string;
}

export interface LocalTime {
  date: string;
  time: string | null;
}

export interface SampleOrganisation {
  key: string;
  name: string;
  /** what it submits has to be approved by a colleague, since then */
  approval?: { approver: string; requiredBy: string; at: string };
  parties: {
    registerId: string;
    name: string;
    category: string;
    accededOn: string;
    leftOn: string | null;
    howLeft: string | null;
  }[];
}

export interface SamplePerson {
  key: string;
  name: string;
  email: string;
  grants: (
    | { role: 'representative'; organisation: string; maySubmit: boolean; mayManage?: boolean }
    | { role: 'panel'; employer: string | null }
    | { role: 'secas' | 'confidential' }
  )[];
}

export interface SampleConsultation {
  reference: string;
  summary: string;
  howToRespond: string;
  announcedOn: string;
  documents: { title: string; file: string }[];
  audience: string[];
  /** published to close then, and extended by an act */
  firstClosesAt?: LocalTime;
  /** the events that consider its report */
  consideredAt?: string[];
  /** the newsletter's, with its month as one that moves */
  recommendation?: string;
}

/** What somebody did, at a local time. */
export type Act = { at: string; consultation: string; person: string } & (Answering | Deciding);

export type Answering = {
  act: 'submit' | 'nil' | 'draft' | 'email';
  organisation: string;
  /** tells two responses of one organisation apart; the same again is a resubmission */
  response: string;
  parties: string[];
  forOrganisation?: boolean;
  answers?: Record<string, unknown>;
  /** question → why it is confidential */
  confidential?: Record<string, string>;
  wholeConfidential?: string;
  nameConfidential?: string;
  attachments?: { question: string; file: string; name: string; confidential?: string }[];
  arrivedAt?: string;
  original?: string;
};

export type Deciding =
  | { act: 'comment'; response: string; question?: string; text: string }
  | { act: 'decide-late'; response: string; decision: 'admit' | 'refuse'; reason: string }
  | { act: 'extend'; organisation: string | null; closesAt: string; reason: string }
  | { act: 'replace-document'; title: string; file: string; note: string };

/** @param dates where the dates inside its texts move to */
export async function readSampleData(dates: SampleDates): Promise<SampleData> {
  const read = async (name: string): Promise<unknown> =>
    JSON.parse(dates.inText(await readFile(pathIn('src/samples/data', `${name}.json`), 'utf8')));
  const [newsletter, organisations, people, consultations, acts] = await Promise.all(
    ['january-2017', 'organisations', 'people', 'consultations', 'acts'].map(read),
  );
  return { newsletter, organisations, people, consultations, acts } as SampleData;
}
