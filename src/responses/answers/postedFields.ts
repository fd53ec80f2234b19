import { cleanText } from './cleanText.js';

/** A posted form, read field by field. Reading takes a field away: what is left at the end no form of ours has. */
export interface PostedFields {
  has(name: string): boolean;
  /** the field's text, cleaned; '' when it was not sent */
  take(name: string): string;
  /** the names not yet taken */
  names(): string[];
  /** the fields from which characters that cannot be stored were left out */
  removed: string[];
}

export function postedFields(form: Record<string, string>): PostedFields {
  const fields = new Map(Object.entries(form));
  const removed: string[] = [];
  return {
    has: (name) => fields.has(name),
    names: () => [...fields.keys()],
    removed,
    take: (name) => {
      const cleaned = cleanText(fields.get(name) ?? '');
      fields.delete(name);
      if (cleaned.removed) removed.push(name);
      return cleaned.text;
    },
  };
}
