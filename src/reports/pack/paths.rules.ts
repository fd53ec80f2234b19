/** What Windows takes in no name (Naming Files, Paths, and Namespaces), and what ends or begins one badly. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}]/gu;
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
const LONGEST_FOLDER = 80;

/** A file's name as it was given, as far as every system can unpack it. */
export function fileNameIn(name: string): string {
  const safe = name.replaceAll(FORBIDDEN, '_').replace(/[. ]+$/, '_');
  return RESERVED.test(safe) ? `_${safe}` : safe;
}

/** The folder of a respondent: its name, and the reference by which two of one name differ. */
export const folderOf = (name: string, reference: string): string =>
  fileNameIn(
    [
      name
        .replaceAll(/[^\p{L}\p{N} &'(),.-]/gu, '_')
        .slice(0, LONGEST_FOLDER)
        .replace(/[\uD800-\uDBFF]$/, ''),
      reference,
    ]
      .filter(Boolean)
      .join(' ')
      .trim(),
  );

/** Makes names unique in a folder, also where capitals do not count: `costs.pdf`, `Costs (2).pdf`. */
export function uniqueNames(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const dot = name.lastIndexOf('.');
    const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
    let unique = name;
    for (let number = 2; taken.has(unique.toLowerCase()); number += 1)
      unique = `${stem} (${number})${extension}`;
    taken.add(unique.toLowerCase());
    return unique;
  };
}
