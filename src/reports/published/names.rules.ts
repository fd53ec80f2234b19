/** What stands at the end of a company's name and that nobody says in a letter: its form, its country, its group. */
const ENDING =
  /[\s,]+(?:\([^()]*\)|limited|ltd|plc|p\.l\.c|llp|lp|inc|company|co|cyfyngedig|cyf|ccc|group|holdings?|uk|gb|(?:and|&))\.?$/i;

/** So many letters a name has at least that is looked for. */
const SHORTEST = 4;

/** Words of every letter about energy: a name that is made of these alone tells nobody from another. */
const COMMON = new Set(
  `the a an and of for to in on with our your all any one first new old next now more most good better best green
  clean pure simple smart easy fair free open local national british english scottish welsh european united north
  northern south southern east eastern west western central great britain england scotland wales london
  energy energies power gas electric electrical electricity water heat heating light lighting fuel oil solar wind
  hydro carbon renewable renewables supply supplies supplier suppliers distribution transmission generation storage
  network networks grid grids pipeline pipelines connection connections transporter utility utilities meter meters
  metering data communication communications system systems technology technologies solution solutions service
  services trading retail wholesale market markets direct home homes house domestic business commercial industrial
  industry consumer consumers customer customers people community together future world planet economy value choice
  switch control plus online digital security management association party parties panel code council`.split(
    /\s+/,
  ),
);

/**
 * What a company is called in letters: its name, and the name without its ending. One that is very short, or made of
 * common words alone, is left out: it stands everywhere and means nobody.
 */
export function namesLookedFor(name: string): string[] {
  const names = [name.trim()];
  for (let short = shortened(name.trim()); short !== names.at(-1); short = shortened(short))
    names.push(short);
  return names.filter(tells);
}

const shortened = (name: string): string => name.replace(ENDING, '');

function tells(name: string): boolean {
  const letters = name.match(/\p{L}/gu)?.length ?? 0;
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return letters >= SHORTEST && words.some((word) => !COMMON.has(word));
}
