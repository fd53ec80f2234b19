/** Marks without width, and those that turn the direction of text; a joiner within an emoji stays. */
const UNSEEN = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const WHITE_SPACE = /[ \t\r\n\f\u00a0\u2028\u2029]+/g;

/** Text that is written piece by piece, with the breaks between its parts: items of a list follow line by line. */
export function lines() {
  let text = '';
  /** line breaks that are due before whatever comes next */
  let due = 0;
  let sign = '';
  let inItem = false;
  let wasInItem = false;

  const owe = (breaks) => {
    due = Math.max(due, breaks);
  };

  function put(piece) {
    if (due > 0) text = text.replace(/ +$/, '');
    if (due > 0 && text !== '') text += '\n'.repeat(breaksNow());
    text += sign + piece;
    due = 0;
    sign = '';
    wasInItem = inItem;
  }

  function breaksNow() {
    if (inItem && wasInItem) return 1;
    return inItem === wasInItem ? due : 2;
  }

  return {
    /** As HTML shows it: white space of any kind and length is one space. */
    say(words) {
      let piece = words.replaceAll(UNSEEN, '').replaceAll(WHITE_SPACE, ' ');
      if (due > 0 || text === '' || sign || /\s$/.test(text)) piece = piece.trimStart();
      if (piece) put(piece);
    },
    /** Lines as they are. */
    verbatim(given) {
      for (const line of given.replaceAll(UNSEEN, '').split(/\r?\n/)) {
        owe(1);
        put(line);
      }
      owe(1);
    },
    /** Of an item of a list, `write` writes what stands in it; an empty one leaves nothing. */
    item(itsSign, write) {
      owe(1);
      sign = `${itsSign} `;
      const outer = inItem;
      inItem = true;
      write();
      inItem = outer;
      sign = '';
      owe(1);
    },
    breakLine: () => {
      due = Math.min(due + 1, 2);
    },
    newLine: () => owe(1),
    apart: () => owe(2),
    text: () => text.replaceAll(/ +$/gm, '').replaceAll(/^\n+|\s+$/g, ''),
  };
}
